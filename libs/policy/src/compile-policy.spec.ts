// A policy document compiles whole or not at all; one that was published goes on deciding by its rules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE, ITEMS, PURPOSES, REDACT_REASONS, WITHHOLD_REASONS, type JsonObject } from '#wire';
import { PolicyFault, compilePolicy, compilePublished } from './compile-policy.js';
import { ROLES, type CompiledPolicy } from './compiled-policy.js';
import { Register } from './register.js';

const TEXT = readFileSync(join(import.meta.dirname, '../../../policies/2017-05-30.yaml'), 'utf8');
const DOCUMENT = parse(TEXT) as JsonObject;

function faultsOf(document: unknown, compile = compilePolicy): readonly string[] {
  try {
    compile(document, CATALOGUE);
    return [];
  } catch (error) {
    if (error instanceof PolicyFault) return error.faults;
    throw error;
  }
}
const edited = (from: string | RegExp, to: string) => {
  const text = TEXT.replace(from, to);
  if (text === TEXT) throw new Error('the edit changed nothing');
  return parse(text) as JsonObject;
};

describe('compilePolicy', () => {
  it('compiles the shipped version', () => {
    const policy = compilePolicy(DOCUMENT, CATALOGUE);
    expect(policy).toMatchObject({ id: '2017-05-30', effectiveOn: '2017-05-30' });
    expect(Object.isFrozen(policy)).toBe(true);
    expect(policy.cellOf('vin', 'finance', 'joint.valuation')).toEqual({
      asks: 'nothing',
      reason: 'joint_use',
      clause: '3(3)+4(1)(b)+4(2)(b)',
    });
    expect(policy.cellOf('vin', 'finance', '__proto__').asks).toBe('specific-consent');
    expect(policy.cellOf('prohibited', 'company', 'joint.valuation').asks).toBe('withhold');
    expect(policy.clauseOf('not_in_scope', 'insurer')).toBe('3');
    expect(policy.clauseOf('not_in_scope', 'finance')).toBe('4(2)');
  });

  it('tells both faults of joint use of what is not listed', () => {
    const faults = faultsOf(
      edited(
        /items: not-listed\n {4}with-legal-order: .*\n/,
        'items: not-listed\n    joint-use: { clause: "4", purposes: [joint.valuation] }\n',
      ),
    );
    expect(faults).toEqual([
      '`cells[16].joint-use` may not be granted to `authority`',
      '`cells[16].joint-use` may not be granted for `unlisted` to `authority`',
    ]);
  });

  it('takes a version that gives one of the two reasons, and the readings left out', () => {
    const { readings: _readings, ...rest } = DOCUMENT;
    for (const reason of ['law', 'customer-request']) {
      const revision = { reason, text: { en: 'A reason.', ja: '理由。' } };
      const next = { ...rest, policy: '2018-01-01', effectiveOn: '2018-01-01', revision };
      expect([reason, faultsOf(next)]).toEqual([reason, []]);
    }
  });
});

describe('a document that was published', () => {
  /** As documents were before people were told more by them: the rules, with English texts. */
  function before(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).filter(([key]) => key !== 'ja');
    return Object.fromEntries(entries.map(([key, each]) => [key, before(each)]));
  }
  const TOLD = ['announcedOn', 'revision', 'joint-use-notice', 'contacts', 'obligations', 'readings'];
  const OLDER = before(
    Object.fromEntries(Object.entries(DOCUMENT).filter(([section]) => !TOLD.includes(section))),
  ) as JsonObject;
  for (const group of Object.values(OLDER.items as JsonObject)) delete (group as JsonObject).text;

  const said = (policy: CompiledPolicy) => [
    ITEMS.map((item) => ROLES.map((role) => [...PURPOSES, 'other'].map((each) => policy.cellOf(item, role, each)))),
    [...WITHHOLD_REASONS, ...REDACT_REASONS].map((reason) => ROLES.map((role) => policy.clauseOf(reason, role))),
  ];

  it('decides as ever, though it tells less than a new one must', () => {
    expect(faultsOf(OLDER)).toEqual(expect.arrayContaining(['`joint-use-notice` is missing', '`revision` is missing']));
    expect(said(compilePublished(OLDER, CATALOGUE))).toEqual(said(compilePolicy(DOCUMENT, CATALOGUE)));
  });

  it('is in force where it was', () => {
    const register = new Register({ catalogue: CATALOGUE });
    const data = { policy: '2017-05-30', effectiveOn: '2017-05-30', hash: 'h', document: OLDER };
    register.apply({ id: 'p', type: 'policy-published', at: '2020-01-01T00:00:00Z', data });
    const now = Date.parse('2026-11-22T00:00:00Z');
    expect([register.lawAt(now, now)?.judged.id, register.faults]).toEqual(['2017-05-30', 0]);
  });

  it.each([
    ['no notice', { 'joint-use-notice': null }],
    ['a reason nobody knows', { revision: { reason: 'efficiency' } }],
    ['an announcement after the effective day', { announcedOn: '2030-01-01' }],
    ['contacts of another form', { contacts: 'by telephone' }],
  ])('is not ended by %s', (_what, change) => {
    expect(faultsOf({ ...DOCUMENT, ...change }, compilePublished)).toEqual([]);
  });

  it.each([
    ['without its default', { otherwise: undefined }, '`otherwise` must be `withhold`'],
    ['with another default', { otherwise: 'permit' }, '`otherwise` must be `withhold`'],
    ['with a section nobody knows', { exceptions: [] }, '`exceptions` is not a word of policy documents here'],
    ['without cells', { cells: [] }, '`cells` is empty'],
    ['without guards that can be asked', { guards: {} }, '`guards.killed` is missing'],
    ['of no day', { effectiveOn: 'soon' }, '`effectiveOn` must be a day `YYYY-MM-DD`, or null for a draft'],
  ])('but %s it is not read', (_what, change, fault) => {
    expect(faultsOf({ ...DOCUMENT, ...change }, compilePublished)).toContain(fault);
  });
});
