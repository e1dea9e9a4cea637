// Facts fold into what stands; what cannot be read never widens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE, ITEMS, type ControlFact, type FactType, isNarrowing, type JsonObject } from '#wire';
import { Register } from './register.js';

const TEXT = readFileSync(join(import.meta.dirname, '../../../policies/2017-05-30.yaml'), 'utf8');
const DOCUMENT = parse(TEXT) as JsonObject;
const version = (day: string): JsonObject => ({ ...DOCUMENT, policy: day, effectiveOn: day });
const AT = Date.parse('2026-11-22T00:00:00Z');
const NOW = '2026-11-22T00:00:00Z';
const STREAM = {
  id: 'dealer:D002.joint.valuation',
  audience: 'dealer:D002',
  purpose: 'joint.valuation',
  items: ['vin' as const],
};
const REF = {
  dealerCode: 'D001',
  subject: 'subject-1',
  vehicles: ['vehicle-1'],
  occurredAt: Date.parse('2026-10-01T00:00:00Z'),
};

let register: Register;
let count: number;
function tell(type: FactType, data: unknown, at: unknown = NOW, id: unknown = `fact-${(count += 1)}`): void {
  register.apply({ id, type, at, data } as ControlFact);
}
const situation = (audience = 'dealer:D002', ref = REF, at = AT) =>
  register.situationsOf(ref, at)({ ...STREAM, audience, id: `${audience}.joint.valuation` });
const state = (audience?: string, ref?: typeof REF, at?: number) => situation(audience, ref, at).state;

beforeEach(() => {
  register = new Register({ catalogue: CATALOGUE });
  count = 0;
});

describe('facts', () => {
  it('apply once, by id', () => {
    tell('kill-switch-set', { on: true }, NOW, 'k1');
    tell('kill-switch-set', { on: false }, NOW, 'k2');
    tell('kill-switch-set', { on: true }, NOW, 'k1');
    expect(register.isKilled).toBe(false);
    expect(register.faults).toBe(0);
  });

  it.each([
    null,
    'text',
    {},
    { id: 'x' },
    { id: 'x', type: 'unknown', at: NOW, data: {} },
    { id: 'x', type: '__proto__' },
    [],
  ])('%j changes nothing but the count of faults', (fact) => {
    register.apply(fact as never);
    expect(register.faults).toBe(1);
    expect(register.streams()).toEqual([]);
    expect(register.isKilled).toBe(false);
  });
});

describe('a fact whose bearing cannot be told leaves no law to judge by', () => {
  const DAY = '2017-05-30';
  beforeEach(() => tell('policy-published', { policy: DAY, effectiveOn: DAY, hash: 'x', document: version(DAY) }));

  it.each<[string, unknown]>([
    ['provision-suspended', { recipient: 'bmw-japan' }],
    ['__proto__', {}],
    ['stop-placed', { id: 's1', kind: 'cessation', at: NOW }],
    ['stop-placed', { id: 's1', kind: 'cessation', at: NOW, subject: 'subject-1', vehicles: [{ from: '2020-01-01' }] }],
    ['stop-placed', { id: 's1', kind: 'cessation', at: NOW, subject: 'subject-1', vehicles: 'all' }],
    ['consent-withdrawn', { id: 'c1', withdrawnAt: NOW }],
    ['correction-opened', { id: 'k1', items: ['name'] }],
    ['ownership-began', { from: '2026-01-01' }],
    ['contract-ended', { to: null }],
    ['entrustment-ended', {}],
    ['stream-closed', {}],
  ])('%s of %j', (type, data) => {
    expect(register.lawAt(AT, AT)).not.toBeNull();
    tell(type as FactType, data);
    expect(register.lawAt(AT, AT)).toBeNull();
    expect(register.lawOf(DAY, AT, AT)).toBeNull();
    expect(register.faults).toBe(1);
  });

  it.each<[FactType, unknown]>([
    ['consent-obtained', {}],
    ['contract-concluded', {}],
    ['entrustment-concluded', {}],
    ['order-received', {}],
    ['order-approved', {}],
    ['policy-accepted', {}],
    ['recipient-registered', {}],
    ['stream-opened', {}],
    ['stop-lifted', {}],
    ['correction-closed', {}],
  ])('but what would only widen is left out: %s of %j', (type, data) => {
    tell(type, data);
    expect(register.lawAt(AT, AT)).not.toBeNull();
    expect(register.faults).toBe(1);
  });
});

describe('policy versions', () => {
  const publish = (day: string, document: unknown = version(day), at = NOW) =>
    tell('policy-published', { policy: day, effectiveOn: day, hash: 'x', document }, at);
  const lawIds = (at: string, occurredAt: string) => {
    const law = register.lawAt(Date.parse(at), Date.parse(occurredAt));
    return law && [law.judged.id, law.alsoInForce.map(({ id }) => id), law.firstEffectiveOn];
  };

  it('none in force is no law', () => {
    expect(register.lawAt(AT, AT)).toBeNull();
    publish('2026-11-23');
    expect(register.lawAt(AT, AT)).toBeNull();
    expect(register.lawAt(Number.NaN, AT)).toBeNull();
  });

  it('is the newest in force, with every one since the record occurred', () => {
    publish('2020-01-01', version('2020-01-01'));
    publish('2017-05-30');
    publish('2026-11-22', version('2026-11-22'));
    expect(lawIds('2026-11-21T14:59:59Z', '2019-12-31T14:59:59Z')).toEqual([
      '2020-01-01',
      ['2017-05-30', '2020-01-01'],
      '2017-05-30',
    ]);
    expect(lawIds('2026-11-21T15:00:00Z', '2019-12-31T15:00:00Z')).toEqual([
      '2026-11-22',
      ['2020-01-01', '2026-11-22'],
      '2017-05-30',
    ]);
    expect(lawIds('2026-11-21T15:00:00Z', '2026-11-21T15:00:00Z')).toEqual([
      '2026-11-22',
      ['2026-11-22'],
      '2017-05-30',
    ]);
    expect(lawIds('2016-01-01T00:00:00Z', '2016-01-01T00:00:00Z')).toBeNull();
    expect(register.policies().map(({ id }) => id)).toEqual(['2017-05-30', '2020-01-01', '2026-11-22']);
    expect(register.lawOf('2017-05-30', AT, AT)?.alsoInForce.map(({ id }) => id)).toEqual(['2026-11-22']);
    expect(register.lawOf('2018-01-01', AT, AT)).toBeNull();
  });

  it('published late counts at once, also for a law asked before', () => {
    publish('2017-05-30');
    publish('2026-01-01');
    expect(lawIds(NOW, '2018-06-01T00:00:00Z')?.[1]).toEqual(['2017-05-30', '2026-01-01']);
    publish('2019-01-01');
    expect(lawIds(NOW, '2018-06-01T00:00:00Z')?.[1]).toEqual(['2017-05-30', '2019-01-01', '2026-01-01']);
    publish('2018-01-01', { ...version('2018-01-01'), otherwise: 'permit' });
    expect(lawIds(NOW, '2018-06-01T00:00:00Z')).toBeNull();
  });

  it('one that cannot be read is a law nobody can apply', () => {
    publish('2017-05-30');
    publish('2020-01-01', { ...version('2020-01-01'), otherwise: 'permit' });
    expect(register.faults).toBe(1);
    expect(lawIds(NOW, NOW)).toBeNull();
    expect(lawIds('2019-12-31T00:00:00Z', '2018-01-01T00:00:00Z')).not.toBeNull();
    publish('2021-01-01');
    expect(lawIds(NOW, '2020-06-01T00:00:00Z')).toBeNull();
    expect(lawIds(NOW, '2022-01-01T00:00:00Z')).not.toBeNull();
  });

  it('without a readable day bites from its fact on', () => {
    publish('2017-05-30');
    tell('policy-published', { policy: '2026-01-01' }, '2026-01-01T00:00:00Z');
    expect(lawIds('2025-12-31T00:00:00Z', '2025-12-31T00:00:00Z')).not.toBeNull();
    expect(lawIds(NOW, NOW)).toBeNull();
  });

  it('a document of another id or day than its fact says is not read', () => {
    publish('2017-05-30', version('2018-01-01'));
    expect(register.lawAt(AT, AT)).toBeNull();
  });

  it('a dealer accepts the version in force; an earlier acceptance no longer counts', () => {
    publish('2017-05-30');
    publish('2026-11-22');
    tell('policy-accepted', { dealer: 'D001', policy: '2017-05-30' });
    expect(register.hasAccepted('D001', Date.parse('2026-11-21T14:59:59Z'))).toBe(true);
    expect(register.hasAccepted('D001', AT)).toBe(false);
    expect(register.hasAccepted('D002', Date.parse('2026-11-21T14:59:59Z'))).toBe(false);
    expect(state().dealerAccepted).toBe(false);
    tell('policy-accepted', { dealer: 'D001', policy: '2026-11-22' });
    expect(state().dealerAccepted).toBe(true);
    expect(register.hasAccepted('__proto__', AT)).toBe(false);
  });
});

describe('contracts', () => {
  const covers = (at = AT) => register.recipientStands('dealer:D002', at);
  beforeEach(() => {
    tell('contract-concluded', { id: 'k1', recipient: 'dealer:D002', from: '2020-01-01', to: null });
  });

  it('stand from their first day', () => {
    expect(covers()).toBe(true);
    expect(covers(Date.parse('2019-12-31T14:59:59Z'))).toBe(false);
    expect(situation().recipient.contract).toMatchObject({ from: '2020-01-01', to: null });
    expect(register.situationsOf(REF, AT)(STREAM).recipient.id).toBe('dealer:D002');
  });

  it('end with the day given', () => {
    tell('contract-ended', { id: 'k1', recipient: 'dealer:D002', to: '2026-11-22' });
    expect([covers(), covers(Date.parse('2026-11-22T15:00:00Z'))]).toEqual([true, false]);
  });

  it.each([null, undefined, 'soon', 5])('end at once, that very day, for the end %j', (to) => {
    tell('contract-ended', { id: 'k1', recipient: 'dealer:D002', to });
    expect(covers()).toBe(false);
    expect(covers(Date.parse('2026-11-21T00:00:00Z'))).toBe(true);
  });

  it('never began where even the instant of the end cannot be read', () => {
    tell('contract-ended', { id: 'k1', recipient: 'dealer:D002', to: null }, 'then');
    expect(covers(Date.parse('2021-01-01T00:00:00Z'))).toBe(false);
  });

  it('end with the recipient’s where the id cannot be read', () => {
    tell('contract-ended', { recipient: 'dealer:D002', to: null });
    expect(covers()).toBe(false);
    expect(register.faults).toBe(1);
  });

  it('are not prolonged by a later end, nor by one told before', () => {
    tell('contract-ended', { id: 'k1', recipient: 'dealer:D002', to: '2026-11-01' });
    tell('contract-ended', { id: 'k1', recipient: 'dealer:D002', to: '2027-11-01' });
    expect(covers()).toBe(false);
    tell('contract-ended', { id: 'k2', recipient: 'dealer:D003', to: '2026-11-01' });
    tell('contract-concluded', { id: 'k2', recipient: 'dealer:D003', from: '2020-01-01', to: null });
    expect(register.recipientStands('dealer:D003', AT)).toBe(false);
  });

  it('stand while any of them runs, whichever was told last', () => {
    tell('contract-concluded', { id: 'k2', recipient: 'dealer:D002', from: '2027-01-01', to: null });
    tell('contract-concluded', { id: 'k3', recipient: 'dealer:D002', from: '2018-01-01', to: '2018-12-31' });
    expect(covers()).toBe(true);
    tell('contract-ended', { id: 'k1', recipient: 'dealer:D002', to: null });
    expect([covers(), covers(Date.parse('2027-01-01T00:00:00Z'))]).toEqual([false, true]);
  });

  it('a new one stands beside the ended', () => {
    tell('contract-ended', { id: 'k1', recipient: 'dealer:D002', to: null });
    tell('contract-concluded', { id: 'k9', recipient: 'dealer:D002', from: '2026-11-22', to: null });
    expect(covers()).toBe(true);
  });

  it.each([
    { id: 'k', recipient: 'insurer:I', to: null },
    { id: 'k', recipient: 'insurer:I', from: 'long ago', to: null },
    { id: 'k', recipient: 'insurer:I', from: '2020-01-01', to: 'ever' },
    { recipient: 'insurer:I', from: '2020-01-01', to: null },
    { id: 'k', from: '2020-01-01', to: null },
  ])('%j is none', (data) => {
    tell('contract-concluded', data);
    expect(register.recipientStands('insurer:I', AT)).toBe(false);
    expect(register.faults).toBe(1);
  });
});

describe('consents', () => {
  const consent = {
    subject: 'subject-1',
    id: 'c1',
    recipients: ['finance'],
    items: ['name'],
    purposes: ['company.credit'],
    form: 'written',
    obtainedAt: NOW,
    basis: '2(9)',
  };

  it('belong to their subject', () => {
    tell('consent-obtained', consent);
    const { subject: _subject, ...given } = consent;
    expect(state().consents).toEqual([given]);
    expect(state(undefined, { ...REF, subject: 'subject-2' }).consents).toEqual([]);
    expect(state(undefined, { ...REF, subject: null as never }).consents).toEqual([]);
  });

  it('are withdrawn, and stay withdrawn whatever comes after', () => {
    tell('consent-obtained', consent);
    tell('consent-withdrawn', { subject: 'subject-1', id: 'c1', withdrawnAt: '2026-11-01T00:00:00Z' });
    tell('consent-withdrawn', { subject: 'subject-1', id: 'c1', withdrawnAt: '2027-11-01T00:00:00Z' });
    tell('consent-obtained', { ...consent, obtainedAt: '2026-11-02T00:00:00Z' });
    expect(state().consents).toMatchObject([{ id: 'c1', withdrawnAt: '2026-11-01T00:00:00Z' }]);
  });

  it('are withdrawn before they are told', () => {
    tell('consent-withdrawn', { subject: 'subject-1', id: 'c1', withdrawnAt: '2026-11-01T00:00:00Z' });
    tell('consent-obtained', consent);
    expect(state().consents).toMatchObject([{ withdrawnAt: '2026-11-01T00:00:00Z' }]);
  });

  it('are all withdrawn where the id cannot be read, at the fact’s instant where its own cannot', () => {
    tell('consent-obtained', consent);
    tell('consent-obtained', { ...consent, id: 'c2' });
    tell('consent-withdrawn', { subject: 'subject-1', withdrawnAt: 'just now' });
    expect(state().consents.map(({ withdrawnAt }) => withdrawnAt)).toEqual([NOW, NOW]);
    expect(register.faults).toBe(1);
  });

  it.each([
    { id: '' },
    { subject: 5 },
    { recipients: 'finance' },
    { items: [5] },
    { purposes: undefined },
    { form: 'shouted' },
    { basis: 'general' },
    { obtainedAt: 'yesterday' },
    { obtainedAt: '2026-01-01' },
  ])('with %j is none', (change) => {
    tell('consent-obtained', { ...consent, ...change });
    expect(state().consents).toEqual([]);
    expect(register.faults).toBe(1);
  });
});

describe('entrustments and orders', () => {
  const entrustment = {
    id: 'e1',
    recipient: 'bmw-ag',
    items: ['work'],
    purposes: ['joint.valuation'],
    from: '2020-01-01',
    to: null,
  };
  const order = { id: 'o1', recipient: 'authority:A1', items: ['vin'], from: '2026-01-01', to: null };

  it('an entrustment stands until it is ended', () => {
    tell('entrustment-concluded', { ...entrustment, auditDueOn: '2027-01-01' });
    expect(state('bmw-ag').entrustments).toEqual([{ ...entrustment, auditDueOn: '2027-01-01' }]);
    expect(state('subcontractor:S1').entrustments).toEqual([]);
    expect(register.recipientStands('bmw-ag', AT)).toBe(true);
    tell('entrustment-ended', { id: 'e1', recipient: 'bmw-ag', to: null });
    expect(register.recipientStands('bmw-ag', AT)).toBe(false);
  });

  it.each([{ auditDueOn: 'spring' }, { from: null }, { items: null }])('an entrustment with %j is none', (change) => {
    tell('entrustment-concluded', { ...entrustment, ...change });
    expect(state('bmw-ag').entrustments).toEqual([]);
  });

  it('an order counts its different approvers', () => {
    tell('order-received', order);
    tell('order-approved', { id: 'o1', recipient: 'authority:A1', approver: 'ann' });
    tell('order-approved', { id: 'o1', recipient: 'authority:A1', approver: 'ann' });
    expect(register.faults).toBe(0);
    tell('order-approved', { id: 'o1', recipient: 'authority:A2', approver: 'bob' });
    expect(register.faults).toBe(1);
    expect(state('authority:A1').orders).toMatchObject([{ id: 'o1', approvedBy: ['ann'] }]);
    tell('order-approved', { id: 'o1', recipient: 'authority:A1', approver: 'bob' });
    expect(state('authority:A1').orders).toMatchObject([{ approvedBy: ['ann', 'bob'] }]);
    expect(register.recipientStands('authority:A1', AT)).toBe(true);
    expect(register.recipientStands('authority:A2', AT)).toBe(false);
  });

  it('approvals belong to the order they were given: not to one received later, nor to another under its id', () => {
    const approve = (approver: string) => tell('order-approved', { id: 'o1', recipient: 'authority:A1', approver });
    approve('ann');
    tell('order-received', order);
    approve('bob');
    expect(state('authority:A1').orders).toMatchObject([{ approvedBy: ['bob'] }]);
    approve('ann');
    tell('order-received', { ...order, items: ['name', 'address'] });
    expect(state('authority:A1').orders).toMatchObject([{ items: ['vin'], approvedBy: ['bob', 'ann'] }]);
    expect(register.faults).toBe(2);
  });

  it('an order limited to other subjects exists and covers nothing', () => {
    tell('order-received', { ...order, subjects: ['subject-2'] });
    for (const approver of ['ann', 'bob']) tell('order-approved', { id: 'o1', recipient: 'authority:A1', approver });
    expect(state('authority:A1').orders).toMatchObject([{ approvedBy: [] }]);
    expect(state('authority:A1', { ...REF, subject: 'subject-2' }).orders).toMatchObject([
      { approvedBy: ['ann', 'bob'] },
    ]);
    expect(state('authority:A1', { ...REF, subject: null as never }).orders).toMatchObject([{ approvedBy: [] }]);
  });

  it('an order whose subjects cannot be read is none', () => {
    tell('order-received', { ...order, subjects: 'all' });
    expect(state('authority:A1').orders).toEqual([]);
  });
});

describe('stops', () => {
  const stop = { id: 's1', kind: 'cessation', at: NOW, subject: 'subject-9' };
  const vehicles = [{ vehicle: 'vehicle-1', from: '2026-09-01', to: '2026-10-01' }];
  const kinds = (ref = REF) => state(undefined, ref).stops.map(({ kind }) => kind);

  it('bite on the subject, wherever the vehicle', () => {
    tell('stop-placed', { ...stop, subject: 'subject-1' });
    expect(kinds({ ...REF, vehicles: ['vehicle-7'] })).toEqual(['cessation']);
    expect(kinds({ ...REF, subject: 'subject-2' })).toEqual([]);
  });

  it('bite on the vehicle in its period, whoever the subject', () => {
    tell('stop-placed', { ...stop, vehicles });
    expect(kinds()).toEqual(['cessation']);
    expect(kinds({ ...REF, subject: null as never })).toEqual(['cessation']);
    expect(kinds({ ...REF, occurredAt: Date.parse('2026-10-01T14:59:59Z') })).toEqual(['cessation']);
    expect(kinds({ ...REF, occurredAt: Date.parse('2026-10-01T15:00:00Z') })).toEqual([]);
    expect(kinds({ ...REF, occurredAt: Number.NaN })).toEqual(['cessation']);
    expect(kinds({ ...REF, vehicles: ['vehicle-2'] })).toEqual([]);
    expect(kinds({ ...REF, vehicles: [] })).toEqual([]);
  });

  it('bite on the vehicle by any of its names', () => {
    tell('stop-placed', { ...stop, vehicles });
    expect(kinds({ ...REF, vehicles: ['vehicle-2', 'vehicle-1'] })).toEqual(['cessation']);
    expect(kinds({ ...REF, vehicles: ['vehicle-1', 'vehicle-2'] })).toEqual(['cessation']);
  });

  it('bite once though both match', () => {
    tell('stop-placed', { ...stop, subject: 'subject-1', vehicles });
    expect(kinds()).toEqual(['cessation']);
  });

  it('are lifted by subject and id alone', () => {
    tell('stop-placed', { ...stop, vehicles });
    tell('stop-lifted', { id: 's1', subject: 'subject-1' });
    tell('stop-lifted', { id: 's1' });
    tell('stop-lifted', { subject: 'subject-9' });
    expect(kinds()).toEqual(['cessation']);
    tell('stop-lifted', { id: 's1', subject: 'subject-9' });
    expect(kinds()).toEqual([]);
  });

  it.each([
    ['an unknown kind erases', { kind: 'pause', subject: 'subject-1' }, ['erasure']],
    ['an unreadable instant', { at: 'now', subject: 'subject-1' }, ['cessation']],
    ['no id', { id: undefined, subject: 'subject-1' }, ['cessation']],
    ['no subject but a vehicle', { subject: null, vehicles }, ['cessation']],
    [
      'a vehicle of unreadable period',
      { vehicles: [{ vehicle: 'vehicle-1', from: 'always', to: 'ever' }] },
      ['cessation'],
    ],
    ['unreadable vehicles', { subject: 'subject-1', vehicles: 'all' }, ['cessation']],
  ])('%s: bites as far as it can be read', (_what, change, expected) => {
    tell('stop-placed', { ...stop, ...change });
    expect(kinds()).toEqual(expected);
    expect(register.faults).toBe(1);
  });
});

describe('corrections and ownership', () => {
  it('a correction holds its items until it is closed', () => {
    tell('correction-opened', { subject: 'subject-1', id: 'x1', items: ['vin'] });
    tell('correction-opened', { subject: 'subject-1', id: 'x2', items: ['vin', 'name'] });
    expect(state().correctionPending).toEqual(['vin', 'name']);
    tell('correction-closed', { subject: 'subject-1', id: 'x2' });
    expect(state().correctionPending).toEqual(['vin']);
    expect(state(undefined, { ...REF, subject: 'subject-2' }).correctionPending).toEqual([]);
  });

  it('one that names an item nobody knows holds all', () => {
    tell('correction-opened', { subject: 'subject-1', id: 'k1', items: ['vin', 'number-plate'] });
    expect(state().correctionPending).toEqual(ITEMS);
    expect(register.faults).toBe(1);
  });

  it('one whose items cannot be read holds all', () => {
    tell('correction-opened', { subject: 'subject-1', id: 'x1', items: 'everything' });
    expect(state().correctionPending).toContain('telephone');
    expect(register.faults).toBe(1);
  });

  it('the present ownership period is the latest begun by the day', () => {
    tell('ownership-began', { vehicle: 'vehicle-1', from: '2026-11-22' });
    tell('ownership-began', { vehicle: 'vehicle-1', from: '2020-01-01' });
    tell('ownership-began', { vehicle: 'vehicle-1', from: '2026-12-01' });
    expect(state().ownershipFrom).toBe('2026-11-22');
    expect(state(undefined, REF, Date.parse('2026-11-21T14:59:59Z')).ownershipFrom).toBe('2020-01-01');
    expect(state(undefined, { ...REF, vehicles: [] }).ownershipFrom).toBeNull();
    tell('ownership-began', { vehicle: 'vehicle-2', from: '2026-11-01' });
    for (const named of [
      ['vehicle-1', 'vehicle-2'],
      ['vehicle-2', 'vehicle-1'],
    ]) {
      expect(state(undefined, { ...REF, vehicles: named }).ownershipFrom).toBe('2026-11-22');
    }
  });

  it('one of unreadable day began with its fact', () => {
    tell('ownership-began', { vehicle: 'vehicle-1', from: 'spring' }, '2026-11-01T00:00:00Z');
    expect(state().ownershipFrom).toBe('2026-11-01');
  });
});

describe('streams and the kill switch', () => {
  const open = {
    stream: 'bmw-japan.joint.valuation',
    audience: 'bmw-japan',
    purpose: 'joint.valuation',
    items: ['vin'],
  };

  it('a stream opens, closes and may open again', () => {
    tell('stream-opened', open);
    expect(register.streams()).toEqual([
      { id: open.stream, audience: open.audience, purpose: open.purpose, items: ['vin'] },
    ]);
    tell('stream-closed', { stream: open.stream });
    expect(register.streams()).toEqual([]);
    tell('stream-opened', { ...open, items: ['work'] });
    expect(register.streams()).toMatchObject([{ items: ['work'] }]);
  });

  it.each([{ stream: 'x' }, { audience: 'nobody' }, { purpose: '' }, { items: ['everything'] }, { items: undefined }])(
    'one with %j does not open',
    (change) => {
      tell('stream-opened', { ...open, ...change });
      expect(register.streams()).toEqual([]);
      expect(register.faults).toBe(1);
    },
  );

  it.each([[{ on: true }], [{}], [{ on: 'no' }], [null]])('%j kills', (data) => {
    tell('kill-switch-set', { on: false });
    expect(state().killed).toBe(false);
    tell('kill-switch-set', data);
    expect(state().killed).toBe(true);
  });

  it('recipients stand as the table of ids says', () => {
    expect(
      [
        'bmw-japan',
        'bmw-japan-finance',
        'dealer-network',
        'dealer:D001',
        'insurer:I',
        'bmw-ag',
        'authority:A',
        'x',
      ].map((id) => register.recipientStands(id, AT)),
    ).toEqual([true, true, true, false, false, false, false, false]);
    tell('recipient-registered', { recipient: 'dealer:D001' });
    expect(register.recipients()).toEqual(['dealer:D001']);
    expect(register.recipientStands('dealer:D001', AT)).toBe(false);
  });
});

describe('a stream opened again', () => {
  it('may ask for less than before, so its fact narrows', () => {
    const open = (items: readonly string[]) =>
      tell('stream-opened', { stream: STREAM.id, audience: STREAM.audience, purpose: STREAM.purpose, items });
    open(['vin', 'work']);
    open(['vin']);
    expect(register.streams()).toEqual([STREAM]);
    expect(isNarrowing('stream-opened')).toBe(true);
  });
});

describe('what is told of each fact', () => {
  it('without an id it applies each time, and counts as a fault', () => {
    for (const on of [true, false, true]) tell('kill-switch-set', { on }, NOW, null);
    expect([register.isKilled, register.faults]).toEqual([true, 3]);
    tell('stop-placed', { subject: 'subject-1', kind: 'cessation', at: NOW }, NOW, null);
    expect(state().stops.map(({ id }) => id)).toEqual(['']);
  });

  it('a stop or a correction without an id of its own has its fact’s', () => {
    tell('stop-placed', { subject: 'subject-1', kind: 'cessation', at: NOW }, NOW, 'f1');
    expect(state().stops.map(({ id }) => id)).toEqual(['f1']);
    tell('correction-opened', { subject: 'subject-1', items: ['vin'] }, NOW, 'f2');
    tell('correction-closed', { subject: 'subject-1', id: 'f2' });
    expect(state().correctionPending).toEqual([]);
  });

  it.each<[FactType, unknown, number]>([
    ['policy-certified', { certificate: {} }, 0],
    ['policy-certified', { certificate: 'none' }, 1],
    ['policy-certified', {}, 1],
    ['kill-switch-set', { on: false }, 0],
    ['kill-switch-set', { on: true }, 0],
    ['kill-switch-set', {}, 1],
    ['kill-switch-set', { on: 'no' }, 1],
    ['recipient-registered', { recipient: 'dealer:D001' }, 0],
    ['recipient-registered', { recipient: 'nobody' }, 1],
    ['recipient-registered', { recipient: '' }, 1],
    ['recipient-registered', {}, 1],
  ])('%s of %j: %d faults, and a law to judge by', (type, data, faults) => {
    tell('policy-published', { policy: '2017-05-30', effectiveOn: '2017-05-30', hash: 'x', document: DOCUMENT });
    tell(type, data);
    expect(register.faults).toBe(faults);
    expect(register.lawAt(AT, AT)?.judged.id).toBe('2017-05-30');
    expect(register.firstEffectiveOn()).toBe('2017-05-30');
    const isRegistered = type === 'recipient-registered' && faults === 0;
    expect(register.recipients()).toEqual(isRegistered ? ['dealer:D001'] : []);
  });

  it('nobody’s version is no law, and has no first day', () => {
    expect([register.lawAt(AT, AT), register.lawOf('2017-05-30', AT, AT), register.firstEffectiveOn()]).toEqual([
      ...[null, null, null],
    ]);
  });

  it.each(['subcontractor:S1', 'bmw-ag'])('%s stands while it is entrusted', (recipient) => {
    const entrustment = { id: 'e1', recipient, items: ['vin'], purposes: ['p'], from: '2026-11-22', to: null };
    expect(register.recipientStands(recipient, AT)).toBe(false);
    tell('entrustment-concluded', entrustment);
    expect(register.recipientStands(recipient, AT)).toBe(true);
    expect(register.recipientStands(recipient, AT - 24 * 60 * 60 * 1000)).toBe(false);
    expect(register.recipientStands('subcontractor:S2', AT)).toBe(false);
  });
});
