// What parties agreed, were ordered and asked for: an end shortens and never prolongs, an approval is of one order alone.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#wire';
import { createParties, type Parties } from './parties.js';

const NOW = '2026-11-22T00:00:00Z';
const DEALER = 'dealer:D001';
const OTHER = 'dealer:D002';

let parties: Parties;
beforeEach(() => {
  parties = createParties();
});

describe('a contract', () => {
  const contract = (id: string, recipient = DEALER, from = '2020-01-01', to: string | null = null) => ({
    ...{ id, recipient, from, to },
  });
  const conclude = (...given: Parameters<typeof contract>) => parties.concludeContract(contract(...given));
  const end = (data: JsonObject, at: unknown = NOW) => parties.endContract(data, at);
  const endOf = (recipient = DEALER, day = '2026-11-22') => parties.contractOf(recipient, day)?.to;

  it.each<[string, string | null, string, string]>([
    ['open', null, '2026-12-31', '2026-12-31'],
    ['that ends later', '2030-01-01', '2026-12-31', '2026-12-31'],
    ['that ends sooner', '2026-12-30', '2026-12-31', '2026-12-30'],
    ['that ends that day', '2026-12-31', '2026-12-31', '2026-12-31'],
  ])('%s (%s) ended on %s runs to %s, whichever was told first', (_, to, endsOn, expected) => {
    conclude('k1', DEALER, '2020-01-01', to);
    expect(end({ id: 'k1', recipient: DEALER, to: endsOn })).toBe(true);
    expect(parties.contractOf(DEALER, '2026-11-22')).toEqual({ ...contract('k1'), to: expected });
    parties = createParties();
    end({ id: 'k1', recipient: DEALER, to: endsOn });
    conclude('k1', DEALER, '2020-01-01', to);
    conclude('k2', OTHER);
    expect(parties.contractOf(DEALER, '2026-11-22')).toEqual({ ...contract('k1'), to: expected });
    expect(endOf(OTHER)).toBeNull();
  });

  it.each<[string, JsonObject, boolean | null, readonly (string | null)[]]>([
    ['by id and recipient', { id: 'k1', recipient: DEALER, to: '2027-01-01' }, true, ['2027-01-01', null]],
    ['at once, as it says', { id: 'k1', recipient: DEALER, to: null }, true, ['2026-11-21', null]],
    ['at once, for no day', { id: 'k1', recipient: DEALER, to: 'soon' }, false, ['2026-11-21', null]],
    ['at once, without a day', { id: 'k1', recipient: DEALER }, false, ['2026-11-21', null]],
    ['by id alone', { id: 'k1', to: '2027-01-01' }, false, ['2027-01-01', null]],
    ['by id, under another recipient', { id: 'k1', recipient: OTHER, to: '2027-01-01' }, true, ['2027-01-01', null]],
    ['by recipient alone', { recipient: DEALER, to: '2027-01-01' }, false, ['2027-01-01', null]],
    ['by an id of nobody', { id: 'k9', recipient: DEALER, to: '2027-01-01' }, true, [null, null]],
    ['by nothing', { to: '2027-01-01' }, null, [null, null]],
  ])('is ended %s', (_, data, applied, expected) => {
    conclude('k1');
    conclude('k2', OTHER);
    expect(end(data)).toBe(applied);
    expect([endOf(DEALER, '2026-11-01'), endOf(OTHER)]).toEqual(expected);
  });

  it('that is not in force is told where no other is', () => {
    expect(parties.contractOf(DEALER, '2026-11-22')).toBeNull();
    conclude('k1', DEALER, '2020-01-01', '2021-01-01');
    expect(parties.contractOf(DEALER, '2026-11-22')).toEqual(contract('k1', DEALER, '2020-01-01', '2021-01-01'));
    conclude('k2', DEALER, '2027-01-01');
    conclude('k3', DEALER, '2028-01-01');
    expect(parties.contractOf(DEALER, '2026-11-22')).toEqual(contract('k3', DEALER, '2028-01-01'));
    expect(parties.contractOf(DEALER, '2020-06-01')).toEqual(contract('k1', DEALER, '2020-01-01', '2021-01-01'));
  });

  it.each<[JsonObject, boolean]>([
    [{}, true],
    [{ id: '' }, false],
    [{ recipient: null }, false],
    [{ id: null, recipient: null }, false],
    [{ from: 'soon' }, false],
    [{ to: 'soon' }, false],
    [{ to: '2027-01-01' }, true],
  ])('changed by %j is one: %s', (change, isOne) => {
    expect(parties.concludeContract({ ...contract('k1'), ...change })).toBe(isOne);
    expect(parties.contractOf(DEALER, '2026-11-22') !== null).toBe(isOne);
  });
});

describe('an entrustment', () => {
  it('is concluded and ended', () => {
    const entrustment = {
      id: 'e1',
      recipient: 'subcontractor:S1',
      items: ['vin'],
      purposes: ['p'],
      from: '2020-01-01',
    };
    expect(parties.concludeEntrustment(entrustment)).toBe(true);
    expect(parties.concludeEntrustment({ ...entrustment, items: null })).toBe(false);
    expect(parties.entrustmentsOf('subcontractor:S1')).toEqual([{ ...entrustment, to: null, auditDueOn: null }]);
    expect(parties.endEntrustment({ id: 'e1', recipient: 'subcontractor:S1', to: '2027-01-01' }, NOW)).toBe(true);
    expect(parties.entrustmentsOf('subcontractor:S1')[0]?.to).toBe('2027-01-01');
    expect(parties.entrustmentsOf('subcontractor:S2')).toEqual([]);
  });
});

describe('an order', () => {
  const AUTHORITY = 'authority:A1';
  const order = (id: string, more: JsonObject = {}): JsonObject => ({
    ...{ id, recipient: AUTHORITY, items: ['vin'], from: '2026-11-01', to: null },
    ...more,
  });
  const approve = (id: unknown, approver: unknown = 'ann', recipient: unknown = AUTHORITY) =>
    parties.approveOrder({ id, recipient, approver } as JsonObject);
  const told = (subject: string | null = 's1') =>
    parties.ordersOf(AUTHORITY, subject).map(({ id, approvedBy }) => [id, approvedBy]);

  it('stands beside others, each with its own approvers', () => {
    for (const id of ['o1', 'o2', 'o3']) expect(parties.receiveOrder(order(id))).toBe(true);
    expect(approve('o2')).toBe(true);
    expect(approve('o2', 'bob')).toBe(true);
    expect(approve('o2', 'bob')).toBe(true);
    expect(approve('o3', 'cat')).toBe(true);
    expect(told()).toEqual([
      ['o1', []],
      ['o2', ['ann', 'bob']],
      ['o3', ['cat']],
    ]);
  });

  it('under an id received before is none', () => {
    expect(parties.receiveOrder(order('o1'))).toBe(true);
    expect(parties.receiveOrder(order('o1', { items: ['name'] }))).toBe(false);
    expect(parties.receiveOrder(order('o1', { recipient: 'authority:A2' }))).toBe(true);
    expect(told()).toEqual([['o1', []]]);
  });

  it.each<[string, readonly unknown[]]>([
    ['an order received later', ['o2']],
    ['one of another recipient', ['o1', 'ann', 'authority:A2']],
    ['by nobody', ['o1', null]],
    ['by an empty name', ['o1', '']],
    ['of no id', [null]],
    ['of no recipient', ['o1', 'ann', null]],
  ])('is not approved: %s', (_, [id, approver = 'ann', recipient = AUTHORITY]) => {
    parties.receiveOrder(order('o1'));
    expect(approve(id, approver, recipient)).toBe(false);
    parties.receiveOrder(order('o2'));
    expect(told()).toEqual([
      ['o1', []],
      ['o2', []],
    ]);
  });

  it('limited to subjects covers them alone: for others it stands without approvers', () => {
    parties.receiveOrder(order('o1', { subjects: ['s1'] }));
    parties.receiveOrder(order('o2'));
    for (const id of ['o1', 'o2']) approve(id);
    expect(told('s1')).toEqual([
      ['o1', ['ann']],
      ['o2', ['ann']],
    ]);
    expect(told('s2')).toEqual([
      ['o1', []],
      ['o2', ['ann']],
    ]);
    expect(told(null)).toEqual([
      ['o1', []],
      ['o2', ['ann']],
    ]);
  });
});

describe('a stream', () => {
  const STREAM = { stream: 'dealer:D002.joint.valuation', audience: OTHER, purpose: 'joint.valuation', items: ['vin'] };
  const ids = () => parties.streams().map(({ id }) => id);

  it('opens and closes', () => {
    expect(parties.openStream(STREAM)).toBe(true);
    expect(parties.streams()).toEqual([
      { id: STREAM.stream, audience: OTHER, purpose: 'joint.valuation', items: ['vin'] },
    ]);
    expect(Object.isFrozen(parties.streams()[0]) && Object.isFrozen(parties.streams()[0]?.items)).toBe(true);
    expect(parties.closeStream({})).toBeNull();
    expect(ids()).toEqual([STREAM.stream]);
    expect(parties.closeStream({ stream: STREAM.stream })).toBe(true);
    expect(ids()).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['of another name', { stream: 'dealer:D002.joint.other' }],
    ['to nobody the table knows', { stream: 'nobody.joint.valuation', audience: 'nobody' }],
    ['to nobody', { stream: 'null.joint.valuation', audience: null }],
    ['for nothing', { stream: 'dealer:D002.null', purpose: null }],
    ['for nothing, to nobody', { stream: 'null.null', purpose: null, audience: null }],
    ['of an item nobody knows', { items: ['vin', 'plate'] }],
    ['of no list', { items: 'vin' }],
  ])('%s is none', (_, change) => {
    expect(parties.openStream({ ...STREAM, ...change })).toBe(false);
    expect(ids()).toEqual([]);
  });
});
