// What entrustments and orders say, item by item: of several that name an item the smallest id is relied on, in whatever order.
import { describe, expect, it } from '@jest/globals';
import { ITEMS, type Entrustment, type Item, type Order } from '#wire';
import { assessEntrustments, assessOrders, isEntrusted, ordersNameUnlisted } from './assess-parties.js';

const DAY = '2026-11-22';
const [VIN, NAME, WORK] = (['vin', 'name', 'work'] as const).map((item) => ITEMS.indexOf(item)) as [
  number,
  number,
  number,
];

const entrustment = (id: string, items: readonly Item[], more: Partial<Entrustment> = {}): Entrustment => ({
  ...{ id, recipient: 'subcontractor:S1', items, purposes: ['joint.valuation'] },
  ...{ from: '2020-04-01', to: null, auditDueOn: '2027-03-31' },
  ...more,
});
const order = (id: string, items: readonly Item[], more: Partial<Order> = {}): Order => ({
  ...{ id, recipient: 'authority:A1', items, from: '2026-11-01', to: '2026-11-30', approvedBy: ['ann', 'bob'] },
  ...more,
});
const entrusted = (...given: readonly Entrustment[]) =>
  assessEntrustments(given, 'subcontractor:S1', 'joint.valuation', DAY);
const ordered = (...given: readonly Order[]) => assessOrders(given, 'authority:A1', DAY);

/** `vin`, `name` and `work` alone, whatever the list is about. */
const of = <T>(list: readonly T[]) => [list[VIN], list[NAME], list[WORK]];

describe('the id an item rests on', () => {
  it.each<[string, readonly (readonly [string, readonly Item[]])[], readonly (string | null)[]]>([
    ['one that names them', [['e1', ['vin', 'work']]], ['e1', null, 'e1']],
    [
      'the smaller first',
      [
        ['e1', ['vin']],
        ['e2', ['vin']],
      ],
      ['e1', null, null],
    ],
    [
      'the smaller last',
      [
        ['e2', ['vin']],
        ['e1', ['vin']],
      ],
      ['e1', null, null],
    ],
    [
      'the smallest in between',
      [
        ['e3', ['vin']],
        ['e1', ['vin']],
        ['e2', ['vin']],
      ],
      ['e1', null, null],
    ],
    [
      'each by the one that names it',
      [
        ['e1', ['name']],
        ['e2', ['vin', 'name']],
      ],
      ['e2', 'e1', null],
    ],
    [
      'a smaller id of something else',
      [
        ['e0', ['address']],
        ['e1', ['work']],
      ],
      [null, null, 'e1'],
    ],
    [
      'equal ids',
      [
        ['e1', ['vin']],
        ['e1', ['vin', 'work']],
      ],
      ['e1', null, 'e1'],
    ],
    ['none', [], [null, null, null]],
  ])('%s', (_, given, expected) => {
    const told = [
      entrusted(...given.map((each) => entrustment(...each))),
      ordered(...given.map((each) => order(...each))),
    ];
    for (const { references } of told) expect(of(references)).toEqual(expected);
    for (const { references } of told) expect(references).toHaveLength(ITEMS.length);
    const isNamed = expected.map((id) => id !== null);
    const missing = given.length === 0 ? 'order_missing' : 'order_scope';
    expect(of(told[0]?.failures ?? [])).toEqual(isNamed.map((named) => (named ? null : 'not_entrusted')));
    expect(of(told[1]?.failures ?? [])).toEqual(isNamed.map((named) => (named ? null : missing)));
    for (const { failures } of told) expect(failures).toHaveLength(ITEMS.length);
  });

  it('is never of one that does not count, however small', () => {
    const counts = entrustment('e5', ['vin']);
    const others = [
      entrustment('e0', ['vin'], { recipient: 'subcontractor:S2' }),
      entrustment('e1', ['vin'], { to: '2026-11-21' }),
      entrustment('e2', ['vin'], { from: '2026-11-23' }),
      entrustment('e3', ['vin'], { auditDueOn: '2026-11-21' }),
      entrustment('e4', ['vin'], { purposes: ['company.credit'] }),
    ];
    expect(of(entrusted(...others, counts).references)).toEqual(['e5', null, null]);
    expect(of(entrusted(...others).failures)).toEqual(['not_entrusted', 'not_entrusted', 'not_entrusted']);
    const orders = [
      order('o0', ['vin'], { recipient: 'authority:A2' }),
      order('o1', ['vin'], { to: '2026-11-21' }),
      order('o2', ['vin'], { approvedBy: ['ann'] }),
    ];
    expect(of(ordered(...orders, order('o5', ['vin'])).references)).toEqual(['o5', null, null]);
    expect(of(ordered(...orders).failures)).toEqual(['order_scope', 'order_scope', 'order_scope']);
  });
});

describe('an audit', () => {
  it.each<[string, unknown, boolean]>([
    ['not agreed', undefined, true],
    ['agreed as none', null, true],
    ['due tomorrow', '2026-11-23', true],
    ['due today', '2026-11-22', true],
    ['due yesterday', '2026-11-21', false],
    ['due on no day', 'in spring', false],
    ['due on a number', 20271231, false],
    ['due on nothing', '', false],
  ])('%s: %j', (_, auditDueOn, isGiven) => {
    const { failures } = entrusted(entrustment('e1', ['vin'], { auditDueOn } as Partial<Entrustment>));
    expect(failures[VIN]).toBe(isGiven ? null : 'not_entrusted');
  });
});

describe('two people', () => {
  it.each<[string, readonly unknown[], boolean]>([
    ['two names', ['ann', 'bob'], true],
    ['one name', ['ann'], false],
    ['one name twice', ['ann', 'ann'], false],
    ['in other case', ['ann', 'ANN'], false],
    ['in the other case of a letter that has two', ['weiß', 'Weiẞ'], false],
    ['in other width', ['ann', 'ａｎｎ'], false],
    ['with spaces, one and many', ['ann lee', 'annlee', 'ann \t lee'], false],
    ['with marks nobody sees', ['ann', 'a\u200bn\u200b\u200bn'], false],
    ['a name and a blank', ['ann', ' '], false],
    ['a name and nothing', ['ann', ''], false],
    ['a name and no text', ['ann', 7, null, undefined, {}], false],
    ['two that are no text', [7, 8], false],
    ['two names and a blank', ['ann', '', 'bob'], true],
    ['nobody', [], false],
  ])('%s: %j', (_, approvedBy, isApproved) => {
    const { failures } = ordered(order('o1', ['vin'], { approvedBy } as Partial<Order>));
    expect(failures[VIN]).toBe(isApproved ? null : 'order_scope');
  });
});

describe('one number says all that failed', () => {
  it('differs wherever failures do, and where an order names what is not listed', () => {
    const told = [
      ...[entrusted(), entrusted(entrustment('e1', ['vin'])), entrusted(entrustment('e1', ['name']))],
      ...[entrusted(entrustment('e1', ['vin', 'name'])), entrusted(entrustment('e1', ['address']))],
    ];
    expect(new Set(told.map(({ code }) => code)).size).toBe(told.length);
    const orders = [
      ...[ordered(), ordered(order('o1', [])), ordered(order('o1', ['vin'])), ordered(order('o1', ['name']))],
      ...[ordered(order('o1', ['unlisted'])), ordered(order('o1', ['unlisted'], { to: '2026-11-21' }))],
      ...[ordered(order('o1', ['unlisted', 'vin'])), ordered(order('o1', ['address']))],
    ];
    expect(new Set(orders.map(({ code }) => code)).size).toBe(orders.length);
    const named = ITEMS.filter((item) => item !== 'unlisted').flatMap((item) => [
      ...[ordered(order('o1', [item])), ordered(order('o1', [item]), order('o2', ['unlisted'], { approvedBy: [] }))],
    ]);
    expect(new Set(named.map(({ code }) => code)).size).toBe(2 * (ITEMS.length - 1));
  });

  it('is the same for what fails alike, whoever is relied on', () => {
    expect(entrusted(entrustment('e1', ['vin'])).code).toBe(entrusted(entrustment('e2', ['vin'])).code);
    expect(ordered(order('o1', ['vin'])).code).toBe(ordered(order('o2', ['vin'])).code);
  });
});

describe('a recipient', () => {
  it('is entrusted while an agreement of its own runs, audited or not', () => {
    const asked = (more: Partial<Entrustment>) => isEntrusted([entrustment('e1', [], more)], 'subcontractor:S1', DAY);
    expect(asked({})).toBe(true);
    expect(asked({ auditDueOn: '2020-01-01' })).toBe(true);
    expect(asked({ to: '2026-11-21' })).toBe(false);
    expect(asked({ from: '2026-11-23' })).toBe(false);
    expect(asked({ recipient: 'subcontractor:S2' })).toBe(false);
    expect(isEntrusted([], 'subcontractor:S1', DAY)).toBe(false);
  });

  it('has an order of what is not listed, in force or not, where its own order names it', () => {
    const asked = (...given: readonly Order[]) => ordersNameUnlisted(given, 'authority:A1');
    expect(asked(order('o1', ['vin']), order('o2', ['vin', 'unlisted'], { to: '2020-01-01' }))).toBe(true);
    expect(asked(order('o1', ['vin', 'advice']))).toBe(false);
    expect(asked(order('o1', ['unlisted'], { recipient: 'authority:A2' }))).toBe(false);
    expect(asked()).toBe(false);
  });
});
