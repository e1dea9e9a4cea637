// Article 1: compliance with laws. Whatever leaves rests on a clause, and each decision says by which version it was made.
import { describe, expect, it } from '@jest/globals';
import { ITEMS, PURPOSES } from '#wire';
import { ANY_OTHER_PURPOSE, CLAUSES, ROLES } from '#policy';
import { QUIET, RECORD, decider } from './cases.ts';
import { DRAFT, NARROW, STRICT, documentOf } from './versions.ts';

const VERSIONS = [
  ['2017-05-30', STRICT],
  ['art4a-as-b.draft', DRAFT],
] as const;

describe('Article 1: what leaves rests on a clause [R1]', () => {
  it.each(VERSIONS)('in every cell of %s', (_id, { policy }) => {
    const purposes = [...PURPOSES, ANY_OTHER_PURPOSE];
    const cells = ITEMS.flatMap((item) =>
      ROLES.flatMap((role) => purposes.map((purpose) => policy.cellOf(item, role, purpose))),
    );
    const leaving = cells.filter(({ asks }) => asks !== 'withhold');
    expect(leaving.length).toBeGreaterThan(100);
    const unknown = leaving.flatMap(({ clause }) => clause.split('+')).filter((clause) => !CLAUSES.has(clause));
    expect(unknown).toEqual([]);
  });

  it('and without any version nothing leaves', () => {
    const nothing = STRICT.policy.cellOf('prohibited', 'company', 'joint.valuation');
    const empty = { ...STRICT.policy, cellOf: () => nothing };
    const law = { judged: empty, alsoInForce: [], firstEffectiveOn: '2017-05-30' };
    const recipient = { id: 'bmw-japan', contract: null };
    const at = Date.parse('2026-11-22T00:00:00Z');
    const situation = { at, recipient, purpose: 'company.vehicle-notices', items: undefined, state: QUIET };
    expect(decider.decide(RECORD, situation, law).permitsAny).toBe(false);
  });
});

describe('Article 1: a version says which it is, and what it was written from [R4]', () => {
  it.each(VERSIONS)('%s', (id, { policy }) => {
    const { source } = documentOf(id) as { source: Record<string, string> };
    expect(policy.id).toBe(id);
    expect(source.en).toContain('in effect as at 30 May 2017');
    expect(source.ja).toContain('2017年5月30日現在');
  });

  it('and is told from another of other cells', () => {
    expect(new Set([STRICT, DRAFT, NARROW].map(({ policy }) => policy.id)).size).toBe(3);
  });
});
