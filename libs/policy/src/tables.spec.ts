// What is remembered by law, role and purpose is found again by just these, and never by others.
import { describe, expect, it } from '@jest/globals';
import { ITEMS } from '#wire';
import { columnOf } from './column.js';
import type { Asks, CompiledPolicy, Role } from './compiled-policy.js';
import type { Facts } from './facts.js';
import type { Law } from './situation.js';
import type { Standing } from './standing.js';
import { createKnownColumns, tableOf } from './tables.js';

const policyThat = (id: string, asksOf: (role: Role, purpose: string, item: string) => Asks): CompiledPolicy => ({
  ...{ id, effectiveOn: '2017-05-30', clauseOf: (reason) => `${id} ${reason}` },
  cellOf: (item, role, purpose) => ({ asks: asksOf(role, purpose, item), reason: 'joint_use', clause: id }),
});
const A = policyThat('a', () => 'nothing');
const B = policyThat('b', (role) => (role === 'company' ? 'consent' : 'order'));
const C = policyThat('c', (_, purpose) => (purpose === 'p' ? 'entrustment' : 'specific-consent'));
const law = (judged: CompiledPolicy, ...alsoInForce: CompiledPolicy[]): Law => ({
  ...{ judged, alsoInForce, firstEffectiveOn: '2017-05-30' },
});
const LAWS: readonly (() => Law)[] = [
  ...[() => law(A), () => law(B), () => law(A, A), () => law(A, B), () => law(B, A), () => law(A, C)],
  ...[() => law(A, B, C), () => law(A, C, B), () => law(C, B), () => law(A, B, B), () => law(B, B, C)],
];
const STANDINGS: readonly Standing[] = [
  { id: 'x', kind: 'company', role: 'company', failure: null },
  { id: 'x', kind: 'finance', role: 'finance', failure: null },
  { id: 'x', kind: 'dealer', role: null, failure: 'recipient_inactive' },
  { id: 'x', kind: 'unknown', role: null, failure: 'recipient_unknown' },
];
const PURPOSES = ['p', 'q', ''];
const QUESTIONS = LAWS.flatMap((lawOf) =>
  STANDINGS.flatMap((standing) => PURPOSES.map((purpose) => ({ lawOf, standing, purpose }))),
);

describe('a column', () => {
  it.each([1_000, 3, 0])('is of the law, the role and the purpose asked with, %d remembered', (entries) => {
    const known = createKnownColumns(entries);
    for (const questions of [QUESTIONS, QUESTIONS, QUESTIONS.toReversed()]) {
      for (const { lawOf, standing, purpose } of questions) {
        expect(known(lawOf(), standing, purpose).column).toEqual(columnOf(lawOf(), standing.role, purpose));
      }
    }
  });

  it('is of the law asked with, whichever was asked with before', () => {
    const known = createKnownColumns(1_000);
    const [standing] = STANDINGS as [Standing];
    for (const before of LAWS) {
      for (const lawOf of LAWS) {
        known(before(), standing, 'p');
        expect(known(lawOf(), standing, 'p').column).toEqual(columnOf(lawOf(), standing.role, 'p'));
      }
    }
  });

  it('is one for each law, role and purpose', () => {
    const known = createKnownColumns(1_000);
    const first = QUESTIONS.map(({ lawOf, standing, purpose }) => known(lawOf(), standing, purpose));
    expect(new Set(first).size).toBe(QUESTIONS.length);
    const again = QUESTIONS.map(({ lawOf, standing, purpose }) => known(lawOf(), standing, purpose));
    expect(again.every((each, at) => each === first[at])).toBe(true);
  });

  it('is of the versions as they were asked with, whatever becomes of the list', () => {
    const known = createKnownColumns(1_000);
    const [standing] = STANDINGS as [Standing];
    const alsoInForce = [B];
    const before = known({ ...law(A), alsoInForce }, standing, 'p');
    alsoInForce[0] = C;
    expect(known({ ...law(A), alsoInForce }, standing, 'p')).not.toBe(before);
    expect(known(law(A, B), standing, 'p')).toBe(before);
  });
});

describe('a table', () => {
  it('has the clauses its version gives to what is cut out of a text, and to one nobody could search', () => {
    const facts: Facts = {
      ...{ column: columnOf(law(A), 'company', 'p'), isHeld: false, isPurposeMissing: false, standing: null },
      ...{ isKilled: false, isAccepted: true, isErased: false, isCeased: false, isOwnerMismatch: false },
      ...{ isUnlistedOrdered: false, corrections: 0, requested: (1 << ITEMS.length) - 1, assessments: {} },
      ...{ vector: 7, word: 'w' },
    };
    const { clauses, vector, word, permitted, relying } = tableOf(facts, 0);
    expect(clauses).toEqual({ redact: 'a embedded_personal_data', withhold: 'a text_unsure' });
    expect([vector, word, relying]).toEqual([7, 'w', 0]);
    expect(permitted).toBe((1 << (ITEMS.length - 2)) - 1);
  });
});

describe('what a column asks', () => {
  const told = (given: Law, role: Role | null = 'company', purpose = 'p') => {
    const { cells, earlier, asks } = columnOf(given, role, purpose);
    return [new Set(cells.map((cell) => cell.asks)), new Set(earlier.flat()), asks, cells.length, earlier.length];
  };
  const all = [ITEMS.length, ITEMS.length];

  it('is what its own cells ask, and those of each other version, once', () => {
    expect(told(law(A))).toEqual([new Set(['nothing']), new Set(), [], ...all]);
    expect(told(law(B, B))).toEqual([new Set(['consent']), new Set(), ['consent'], ...all]);
    expect(told(law(A, B, C))).toEqual([
      ...[new Set(['nothing']), new Set(['consent', 'entrustment']), ['consent', 'entrustment'], ...all],
    ]);
    expect(columnOf(law(A, B, C, B), 'company', 'p').earlier).toEqual(ITEMS.map(() => ['consent', 'entrustment']));
    expect(told(law(C, A), 'finance', 'q')).toEqual([
      ...[new Set(['specific-consent']), new Set(['nothing']), ['specific-consent'], ...all],
    ]);
  });

  it('is of single items too', () => {
    const one = policyThat('d', (_role, _purpose, item) => (item === 'vin' ? 'order' : 'withhold'));
    expect(columnOf(law(one), 'company', 'p').asks).toEqual(['order']);
    expect(columnOf(law(A, one), 'company', 'p').asks).toEqual(['order']);
    expect(columnOf(law(one), 'company', 'p').cells[ITEMS.indexOf('vin')]?.asks).toBe('order');
  });

  it('without a role is nothing: every cell withholds, in each version', () => {
    const { cells, earlier, asks } = columnOf(law(A, B), null, 'p');
    expect(cells).toEqual(ITEMS.map(() => ({ asks: 'withhold', reason: 'company_purpose', clause: '' })));
    expect([earlier, asks]).toEqual([ITEMS.map(() => ['withhold']), []]);
    expect(cells.every((cell) => Object.isFrozen(cell))).toBe(true);
  });
});
