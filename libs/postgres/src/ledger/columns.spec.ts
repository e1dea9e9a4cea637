// Rows become columns, each id once, the first one.
import type { DecisionRecord } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { deadLetterColumns, decisionColumns, firstOfEach, patternsIn, verdictColumns } from './columns.js';
import type { LedgerEntry } from './entries.js';

const entry = (id: string, more: Partial<DecisionRecord> = {}): LedgerEntry => ({
  decision: {
    id,
    stream: 's',
    pattern: 'p1',
    leaves: [2, 1],
    policy: '2017-05-30',
    policyHash: 'h',
    at: '2026-11-22T00:00:00.000Z',
    controlOffset: '7',
    source: { partition: 3, offset: '9007199254740993' },
    effect: 'released',
    references: 'r',
    released: null,
    ...more,
  },
  links: { record: 'rec', subject: null, vehicle: 'veh', chassis: 'cha', salt: 'salt' },
});
const verdict = {
  path: 'vehicle.vin',
  item: 'vin',
  outcome: 'permit',
  clause: '4',
  reason: 'joint_use',
} as const;

describe('firstOfEach', () => {
  it('keeps the first of an id, in order', () => {
    const [a, b] = [entry('a'), entry('b')];
    expect(firstOfEach([a, b, entry('a', { effect: 'withheld' })])).toEqual([a, b]);
  });
});

describe('decisionColumns', () => {
  it('gives one column per placeholder, offsets exact', () => {
    const columns = decisionColumns([entry('a'), entry('b', { released: 'x' })]);
    expect(columns).toHaveLength(18);
    expect(columns.every((column) => column.length === 2)).toBe(true);
    expect(columns[3]).toEqual(['{2,1}', '{2,1}']);
    expect(columns[9]).toEqual(['9007199254740993', '9007199254740993']);
    expect(columns[12]).toEqual([null, 'x']);
    expect(columns[14]).toEqual([null, null]);
    expect(columns.slice(15).map(([first]) => first)).toEqual(['veh', 'cha', 'salt']);
  });
});

describe('patternsIn, verdictColumns', () => {
  it('gives each pattern once, by id, verdicts in their order', () => {
    const other = { ...verdict, path: 'remarks' };
    const patterns = patternsIn([
      entry('a', { pattern: 'p2', verdicts: [verdict] }),
      entry('b', { pattern: 'p1', verdicts: [other, verdict] }),
      entry('c', { pattern: 'p2', verdicts: [verdict] }),
      entry('d', { pattern: 'p3' }),
      entry('e', { pattern: 'p0', verdicts: [] }),
    ]);
    const columns = verdictColumns(patterns);
    expect(patterns.map(({ id }) => id)).toEqual(['p0', 'p1', 'p2']);
    expect(columns[0]).toEqual(['p1', 'p1', 'p2']);
    expect(columns[1]).toEqual([0, 1, 0]);
    expect(columns[2]).toEqual(['remarks', 'vehicle.vin', 'vehicle.vin']);
    expect(columns).toHaveLength(7);
  });
});

it('deadLetterColumns holds coordinates and reason alone', () => {
  const letter = { topic: 't', partition: 0, offset: '5', reason: 'not-json', at: 'x', extra: 'value' } as const;
  expect(deadLetterColumns([letter])).toEqual([['t'], [0], ['5'], ['not-json'], ['x']]);
});
