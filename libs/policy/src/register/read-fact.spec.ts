// The parts of a fact: what widens is read whole or not at all, and as what it says.
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#wire';
import { createInterned } from './interned.js';
import {
  dataOf,
  dayBefore,
  readConsent,
  readEnd,
  readEntrustment,
  readName,
  readNames,
  readOrder,
} from './read-fact.js';

const without = (data: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(data).filter(([each]) => each !== key));
/** Each key left out, and each with what it cannot be; `also` are further changes of the same kind. */
const spoilt = (data: JsonObject, keys: readonly string[], also: readonly JsonObject[] = []) => [
  ...keys.map((key) => [`without ${key}`, without(data, key)] as const),
  ...[null, 7, '', {}, ['']].flatMap((value) =>
    keys.map((key) => [`${key}: ${JSON.stringify(value)}`, { ...data, [key]: value }] as const),
  ),
  ...also.map((change) => [JSON.stringify(change), { ...data, ...change }] as const),
];

describe('a consent', () => {
  const CONSENT = {
    ...{ id: 'c1', recipients: ['finance'], items: ['name', 'vin'], purposes: ['joint.valuation'] },
    ...{ form: 'written', obtainedAt: '2026-01-01T00:00:00Z', basis: '2(9)' },
  } as const satisfies JsonObject;
  const read = (data: JsonObject) => readConsent(data, createInterned());

  it.each(['written', 'electronic', 'oral'] as const)('is %s as it says, on either basis', (form) => {
    for (const basis of ['2(9)', 'specific'] as const) {
      expect(read({ ...CONSENT, form, basis })).toEqual({ ...CONSENT, form, basis });
    }
  });

  it('holds nothing but its parts, and no withdrawal of its own', () => {
    expect(read({ ...CONSENT, withdrawnAt: null, subject: 's', more: 1 })).toEqual(CONSENT);
  });

  it.each(
    spoilt(
      CONSENT,
      ['id', 'recipients', 'items', 'purposes', 'form', 'obtainedAt', 'basis'],
      [
        ...[{ form: 'hinted' }, { basis: 'general' }, { obtainedAt: 'in spring' }, { obtainedAt: 1_790_000_000_000 }],
        ...[{ items: ['name', 7] }, { purposes: ['joint.valuation', ''] }, { recipients: 'finance' }],
      ],
    ),
  )('is none %s', (_, data) => {
    expect(read(data)).toBeNull();
  });
});

describe('an entrustment', () => {
  const ENTRUSTMENT = {
    ...{ id: 'e1', recipient: 'subcontractor:S1', items: ['name'], purposes: ['joint.valuation'] },
    ...{ from: '2020-01-01', to: '2030-01-01', auditDueOn: '2027-03-31' },
  } as const satisfies JsonObject;

  it('is read whole; without an end or an audit it has none', () => {
    expect(readEntrustment({ ...ENTRUSTMENT, more: 1 })).toEqual(ENTRUSTMENT);
    for (const none of [null, undefined] as const) {
      expect(readEntrustment({ ...ENTRUSTMENT, to: none, auditDueOn: none } as JsonObject)).toEqual({
        ...{ ...ENTRUSTMENT, to: null, auditDueOn: null },
      });
    }
  });

  it.each(
    spoilt(
      ENTRUSTMENT,
      ['id', 'recipient', 'items', 'purposes', 'from'],
      [
        ...[{ to: 'in spring' }, { to: 7 }, { auditDueOn: 'in spring' }, { auditDueOn: 7 }, { from: '2020-02-30' }],
        ...[{ id: null, recipient: null }, { items: ['name', null] }],
      ],
    ),
  )('is none %s', (_, data) => {
    expect(readEntrustment(data)).toBeNull();
  });
});

describe('an order', () => {
  const ORDER = {
    ...{ id: 'o1', recipient: 'authority:A1', items: ['vin', 'unlisted'], from: '2026-11-01', to: '2026-11-30' },
  } as const satisfies JsonObject;

  it('has no approver yet, whatever it says, and is limited to the subjects it names', () => {
    const order = { ...ORDER, approvedBy: [] };
    expect(readOrder({ ...ORDER, approvedBy: ['ann', 'bob'] })).toEqual({ order, subjects: null });
    expect(readOrder({ ...ORDER, subjects: ['s1', 's2'] })).toEqual({ order, subjects: new Set(['s1', 's2']) });
    expect(readOrder({ ...ORDER, subjects: [] })).toEqual({ order, subjects: new Set() });
    expect(readOrder(without(ORDER, 'to'))).toEqual({ order: { ...order, to: null }, subjects: null });
  });

  it.each(
    spoilt(
      ORDER,
      ['id', 'recipient', 'items', 'from'],
      [
        ...[{ to: 'in spring' }, { to: 7 }, { subjects: null }, { subjects: 's1' }, { subjects: ['s1', 7] }],
        ...[{ id: null, recipient: null }, { id: null, recipient: null, items: null }, { from: '2026-13-01' }],
      ],
    ),
  )('is none %s', (_, data) => {
    expect(readOrder(data)).toBeNull();
  });
});

describe('a part', () => {
  it.each<[unknown, string | null]>([
    ['a', 'a'],
    [' ', ' '],
    ['', null],
    [7, null],
    [null, null],
    [['a'], null],
  ])('%j is the name %j', (value, name) => {
    expect(readName(value)).toBe(name);
  });

  it.each<[unknown, unknown]>([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [[], []],
    [['a', ''], null],
    [['', 'a'], null],
    [[7], null],
    ['a', null],
    [{ length: 0 }, null],
    [undefined, null],
  ])('%j are the names %j', (value, names) => {
    expect(readNames(value)).toEqual(names);
  });

  it.each<[unknown, unknown]>([
    ['2026-11-22', '2026-11-22'],
    [null, null],
    [undefined, null],
    ['', undefined],
    ['in spring', undefined],
    [0, undefined],
    [false, undefined],
  ])('%j is the end %j', (value, end) => {
    expect(readEnd(value)).toBe(end);
  });

  it.each<[unknown, string]>([
    ['2026-11-22T00:00:00Z', '2026-11-21'],
    ['2026-11-21T14:59:59Z', '2026-11-20'],
    ['2026-11-21T15:00:00Z', '2026-11-21'],
    ['soon', '0000-01-01'],
    [undefined, '0000-01-01'],
    [7, '0000-01-01'],
  ])('what ends at once at %j ended on %s', (at, day) => {
    expect(dayBefore(at)).toBe(day);
  });

  it.each<[unknown, unknown]>([
    [{ data: { a: 1 } }, { a: 1 }],
    [{ data: null }, {}],
    [{ data: [1] }, {}],
    [{}, {}],
    [null, {}],
    ['text', {}],
  ])('%j has the payload %j', (fact, data) => {
    expect(dataOf(fact)).toEqual(data);
  });
});
