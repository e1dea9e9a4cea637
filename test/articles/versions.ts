// The versions the tests judge by: the shipped files, compiled, each beside the matrix and the Cedar policies it must equal.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compilePolicy, type CompiledPolicy } from '#policy';
import { CATALOGUE } from '#wire';
import type { CedarVersion } from './cedar/opinion.ts';
import { DRAFT_MATRIX, NARROW_MATRIX, STRICT_MATRIX, readMatrix, type Matrix } from './matrix.ts';

export interface Version {
  readonly policy: CompiledPolicy;
  readonly matrix: Matrix;
  /** The same as Cedar policies. */
  readonly cedar: CedarVersion;
}

const text = (name: string) => readFileSync(join(import.meta.dirname, '../../policies', `${name}.yaml`), 'utf8');

/** The parsed document of a shipped file. */
export function documentOf(name: string): Record<string, unknown> {
  return parse(text(name)) as Record<string, unknown>;
}

/** The strict document without Finance's valuation cell, as a version of its own day. */
export function narrowDocument(): Record<string, unknown> {
  const narrow = text('2017-05-30').replace(
    'purposes: [joint.valuation, joint.product-information]',
    'purposes: [joint.product-information]',
  );
  const revision = {
    reason: 'customer-request',
    text: { en: 'Nothing for valuation.', ja: '査定のための提供をやめる。' },
  };
  return { ...(parse(narrow) as Record<string, unknown>), policy: '2019-01-01', effectiveOn: '2019-01-01', revision };
}

export const STRICT: Version = {
  policy: compilePolicy(documentOf('2017-05-30'), CATALOGUE),
  matrix: readMatrix(STRICT_MATRIX),
  cedar: 'strict',
};
export const DRAFT: Version = {
  policy: compilePolicy(documentOf('art4a-as-b.draft'), CATALOGUE),
  matrix: readMatrix(DRAFT_MATRIX),
  cedar: 'draft',
};
export const NARROW: Version = {
  policy: compilePolicy(narrowDocument(), CATALOGUE),
  matrix: readMatrix(NARROW_MATRIX),
  cedar: 'narrow',
};
