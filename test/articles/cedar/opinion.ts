// What Cedar says of a case: the matrix and the guards as Cedar policies, asked of each item. Outcomes only; it knows no reasons.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Item } from '#wire';
import type { Case } from '../cases.ts';
import { questionOf, type Question } from './question.ts';

/** A version as Cedar judges by it: the files of its policies. */
export type CedarVersion = keyof typeof FILES;

const FILES = {
  strict: ['matrix', 'guards'],
  draft: ['matrix', 'guards', 'draft'],
  narrow: ['matrix', 'guards', 'narrow'],
} as const;
const read = (name: string) => readFileSync(join(import.meta.dirname, `${name}.cedar`), 'utf8');

export interface CedarOpinion {
  /** True where every one of the versions permits the item. Throws where Cedar meets an error: it would skip the policy. */
  permits(item: Item, c: Case, versions: readonly CedarVersion[]): boolean;
  /** Questions put to Cedar so far. */
  readonly asked: number;
}

function ask({ principal, action, resource, context }: Question, version: CedarVersion): boolean {
  const answer = statefulIsAuthorized({
    principal: principal.uid,
    action,
    resource: resource.uid,
    context,
    preparsedPolicySetId: version,
    validateRequest: false,
    entities: [principal, resource],
  });
  if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) throw new Error('Cedar errs');
  return answer.response.decision === 'allow';
}

/** Opens Cedar. A question has one answer, so that the same question is put once while at most `mostRemembered` are. */
export function openCedarOpinion(mostRemembered = 500_000): CedarOpinion {
  for (const [version, files] of Object.entries(FILES)) {
    const parsed = preparsePolicySet(version, { staticPolicies: files.map(read).join('\n') });
    if (parsed.type !== 'success') throw new Error(`Cedar refuses ${version}: ${parsed.errors[0]?.message ?? ''}`);
  }
  const answers = new Map<string, boolean>();
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    permits(item, c, versions) {
      const question = questionOf(item, c);
      const { principal, action, resource, context } = question;
      const text = JSON.stringify([principal.uid, action.id, resource.uid, ...Object.keys(context)]);
      return versions.every((version) => {
        const key = `${version} ${text}`;
        let answer = answers.get(key);
        if (answer === undefined) {
          answer = ask(question, version);
          asked += 1;
          if (answers.size >= mostRemembered) answers.clear();
          answers.set(key, answer);
        }
        return answer;
      });
    },
  };
}
