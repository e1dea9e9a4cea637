// What is missing from the facts themselves permits nothing, and is told by its reason.
import { describe, expect, it } from '@jest/globals';
import { ITEMS } from '#wire';
import type { Cell, CompiledPolicy } from './compiled-policy.js';
import type { Facts } from './facts.js';
import { eachReference, judgeAll } from './judge.js';
import { ITEM_COUNT, PROHIBITED, UNLISTED } from './judged-as.js';

const CELL: Cell = { asks: 'nothing', reason: 'company_purpose', clause: '2' };
const VIN = ITEMS.indexOf('vin');
const each = <T>(value: T): T[] => ITEMS.map(() => value);

/** Facts by which every item leaves but those that never do. */
function facts(column: Partial<Facts['column']> = {}, more: Partial<Facts> = {}): Facts {
  const policy = { clauseOf: (reason: string) => `of ${reason}` } as unknown as CompiledPolicy;
  return {
    column: { policy, role: 'company', cells: each(CELL), earlier: each([]), asks: [], ...column },
    isHeld: false,
    isPurposeMissing: false,
    standing: null,
    isKilled: false,
    isAccepted: true,
    isErased: false,
    isCeased: false,
    isOwnerMismatch: false,
    isUnlistedOrdered: false,
    corrections: 0,
    requested: (1 << ITEM_COUNT) - 1,
    assessments: {},
    vector: 0,
    word: 0,
    ...more,
  };
}

const asking = (asks: Cell['asks']): Cell => ({ ...CELL, asks });
const reasonOf = (given: Facts, judgedAs = VIN) => judgeAll(given)[judgedAs]?.reason;

describe('an item is judged', () => {
  it('permitted where all tests pass, by the reason and the clause of its cell', () => {
    expect(judgeAll(facts())[VIN]).toEqual({ item: 'vin', outcome: 'permit', reason: 'company_purpose', clause: '2' });
    expect(reasonOf(facts({ earlier: [] }))).toBe('company_purpose');
  });

  it.each<[string, string, Facts]>([
    ['no cell', 'not_in_scope', facts({ cells: [] })],
    ['a cell that withholds', 'not_in_scope', facts({ cells: each(asking('withhold')) })],
    ['a cell for statistics', 'statistics_only', facts({ cells: each(asking('statistics')) })],
    ['a cell that asks what nobody assessed', 'not_in_scope', facts({ cells: each(asking('consent')) })],
    [
      'an assessment without the item',
      'not_in_scope',
      facts(
        { cells: each(asking('consent')) },
        { assessments: { consent: { code: 0, failures: [], references: [] } } },
      ),
    ],
    ['no role', 'recipient_unknown', facts({ role: null })],
    ['an earlier version that withholds', 'collected_under_earlier_notice', facts({ earlier: each(['withhold']) })],
    ['an earlier version for statistics', 'collected_under_earlier_notice', facts({ earlier: each(['statistics']) })],
    ['an earlier version nobody assessed', 'collected_under_earlier_notice', facts({ earlier: each(['order']) })],
  ])('withheld by %s: %s', (_, reason, given) => {
    expect(judgeAll(given)[VIN]).toEqual({ item: 'vin', outcome: 'withhold', reason, clause: `of ${reason}` });
  });

  it('prohibited before anything else is asked', () => {
    expect(reasonOf(facts({}, { isHeld: true, isKilled: true }), PROHIBITED)).toBe('prohibited');
  });

  it('unlisted where its cell asks for no order, whatever an order names', () => {
    const authority = { role: 'authority', cells: each(asking('withhold')) } as const;
    expect(reasonOf(facts(authority, { isUnlistedOrdered: true }), UNLISTED)).toBe('unlisted');
  });
});

describe('the references of an item', () => {
  const told = (given: Facts) => {
    const ids: unknown[] = [];
    eachReference(VIN, given, (id) => ids.push(id));
    return ids;
  };
  const references = (id: string | null) => ({ code: 0, failures: each(null), references: each(id) });

  it('are those of its cell and of every earlier version', () => {
    const column = { cells: each(asking('consent')), earlier: each(['order'] as const) };
    const assessments = { consent: references('c1'), order: references('o1') };
    expect(told(facts(column, { assessments }))).toEqual(['c1', 'o1']);
  });

  it('are none where there is no id, no cell, no earlier version', () => {
    const assessments = { consent: references(null) };
    expect(told(facts({ cells: each(asking('consent')) }, { assessments }))).toEqual([]);
    expect(told(facts({ cells: [], earlier: [] }))).toEqual([]);
  });
});
