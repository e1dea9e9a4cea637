// From DTO to fact: ids, payloads, and no person or vehicle in clear.
import { readFileSync } from 'node:fs';
import { createPseudonyms } from '#process';
import { FACT_TYPES, type FactType, GatewayError } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { parse } from 'yaml';
import type { FactForm, Statement } from './fact-form.js';
import { FACT_FORMS } from './fact-forms.js';

const pseudonyms = createPseudonyms(Buffer.alloc(32, 7).toString('base64url'));
const said = (more: Partial<Statement> = {}): Statement => ({
  pathId: null,
  idempotencyKey: null,
  freshId: 'fresh',
  client: 'dpo',
  referred: null,
  pseudonyms,
  ...more,
});

function stated(type: FactType, plain: object, statement = said()) {
  const form: FactForm<FactType, object> = FACT_FORMS[type];
  const body = plainToInstance(form.body, plain);
  const faults = validateSync(body, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (faults.length > 0) return { faults: faults.map(({ property }) => property) };
  const data = form.toData(body, statement);
  return { id: `${type}:${form.idOf(data, statement)}`, data };
}

const CUSTOMER = { dealerCode: 'D001', customerId: 'C-1001' };
const SUBJECT = pseudonyms.subject('D001', 'C-1001');
const CONSENT = {
  customer: CUSTOMER,
  recipients: ['finance', 'dealer:D001'],
  items: ['name'],
  purposes: ['joint.valuation'],
  form: 'written',
  obtainedAt: '2026-01-01T00:00:00+09:00',
  basis: '2(9)',
};

describe('facts as they are stated', () => {
  it('has a form for every type of fact', () => {
    expect(Object.keys(FACT_FORMS).sort()).toEqual([...FACT_TYPES].sort());
  });

  it.each<[FactType, object, Partial<Statement>, string, object]>([
    [
      'recipient-registered',
      { recipient: 'bmw-japan' },
      {},
      'recipient-registered:bmw-japan',
      { recipient: 'bmw-japan' },
    ],
    [
      'contract-concluded',
      { id: 'c1', recipient: 'dealer:D001', from: '2020-01-01' },
      {},
      'contract-concluded:c1',
      { id: 'c1', recipient: 'dealer:D001', from: '2020-01-01', to: null },
    ],
    [
      'contract-concluded',
      { recipient: 'dealer:D001', from: '2020-01-01', to: '2026-01-01' },
      { idempotencyKey: 'k1' },
      'contract-concluded:k1',
      { id: 'k1', recipient: 'dealer:D001', from: '2020-01-01', to: '2026-01-01' },
    ],
    [
      'contract-ended',
      {},
      { pathId: 'c1', referred: { recipient: 'dealer:D001' } },
      'contract-ended:c1:fresh',
      { id: 'c1', recipient: 'dealer:D001', to: null },
    ],
    [
      'policy-accepted',
      { dealer: 'D001', policy: '2017-05-30' },
      {},
      'policy-accepted:D001:2017-05-30',
      { dealer: 'D001', policy: '2017-05-30' },
    ],
    [
      'stream-opened',
      { audience: 'insurer:x', purpose: 'company.vehicle-notices', items: ['vin'] },
      {},
      'stream-opened:insurer:x.company.vehicle-notices:fresh',
      {
        stream: 'insurer:x.company.vehicle-notices',
        audience: 'insurer:x',
        purpose: 'company.vehicle-notices',
        items: ['vin'],
      },
    ],
    [
      'consent-withdrawn',
      { withdrawnAt: '2026-02-01T00:00:00Z' },
      { pathId: 'c', referred: { subject: 's' } },
      'consent-withdrawn:c:2026-02-01T00:00:00Z',
      { id: 'c', subject: 's', withdrawnAt: '2026-02-01T00:00:00Z' },
    ],
    [
      'order-approved',
      {},
      { pathId: 'o', client: 'dpo-approver', referred: { recipient: 'authority:court' } },
      'order-approved:o:dpo-approver',
      { id: 'o', recipient: 'authority:court', approver: 'dpo-approver' },
    ],
    [
      'order-received',
      { id: 'o', recipient: 'authority:court', items: ['vin', 'unlisted'], from: '2026-01-01', customers: [] },
      {},
      'order-received:o',
      { id: 'o', recipient: 'authority:court', items: ['vin', 'unlisted'], from: '2026-01-01', to: null, subjects: [] },
    ],
    ['kill-switch-set', { on: true }, { idempotencyKey: 'k' }, 'kill-switch-set:dpo:k', { on: true }],
  ])('%s of %j', (type, plain, statement, id, data) => {
    expect(stated(type, plain, said(statement))).toEqual({ id, data });
  });

  it('names a customer by the keyed HMAC alone', () => {
    const consent = stated('consent-obtained', { id: 'c', ...CONSENT });
    expect(consent).toMatchObject({ id: 'consent-obtained:c', data: { id: 'c', subject: SUBJECT } });
    const order = stated('order-received', {
      id: 'o',
      recipient: 'authority:a',
      items: ['vin'],
      from: '2026-01-01',
      customers: [CUSTOMER],
    });
    expect(order).toMatchObject({ data: { subjects: [SUBJECT] } });
    const text = JSON.stringify([consent, order]);
    expect(text).not.toContain('C-1001');
    expect(text).not.toContain('customer');
  });

  it('folds a vehicle number as intake does before it becomes an HMAC', () => {
    const vehicle = pseudonyms.vehicle('WBA5R12090FH01001');
    for (const typed of ['WBA5R12090FH01001', ' wba5r-12090-fh01001 ', 'ＷＢＡ５Ｒ１２０９０ＦＨ０１００１']) {
      expect(stated('ownership-began', { vehicle: typed, from: '2026-06-01' })).toMatchObject({ data: { vehicle } });
    }
    const chassis = stated('ownership-began', { vehicle: '国[01]23456国', from: '2026-06-01' });
    expect(chassis).toMatchObject({ data: { vehicle: pseudonyms.vehicle('国[01]23456国') } });
    expect(() => stated('ownership-began', { vehicle: '<>', from: '2026-06-01' })).toThrow(GatewayError);
    const stop = { id: 's', kind: 'cessation', at: '2026-01-01T00:00:00Z', customer: CUSTOMER };
    const placed = stated('stop-placed', { ...stop, vehicles: [{ vehicle: 'WBA5R12090FH01001', from: '2021-04-01' }] });
    expect(placed).toEqual({
      id: 'stop-placed:s',
      data: {
        id: 's',
        kind: 'cessation',
        at: '2026-01-01T00:00:00Z',
        subject: SUBJECT,
        vehicles: [{ vehicle, from: '2021-04-01', to: null }],
      },
    });
  });

  it.each<[FactType, object, string]>([
    ['recipient-registered', { recipient: 'dealer:network' }, 'recipient'],
    ['recipient-registered', { recipient: 'bmw-leasing' }, 'recipient'],
    ['recipient-registered', { recipient: 'bmw-japan', more: 1 }, 'more'],
    ['contract-concluded', { recipient: 'dealer:D001', from: '2026-02-30' }, 'from'],
    ['contract-concluded', { recipient: 'bmw-ag', from: '2026-02-01' }, 'recipient'],
    [
      'entrustment-concluded',
      { recipient: 'dealer:D001', items: ['vin'], purposes: ['company.roadside'], from: '2026-02-01' },
      'recipient',
    ],
    ['contract-concluded', { id: 'a b', recipient: 'dealer:D001', from: '2026-02-01' }, 'id'],
    ['consent-obtained', { ...CONSENT, recipients: ['everybody'] }, 'recipients'],
    ['consent-obtained', { ...CONSENT, items: ['prohibited'] }, 'items'],
    ['consent-obtained', { ...CONSENT, items: [] }, 'items'],
    ['consent-obtained', { ...CONSENT, form: 'fax' }, 'form'],
    ['consent-obtained', { ...CONSENT, obtainedAt: '2026-01-01' }, 'obtainedAt'],
    ['consent-obtained', { ...CONSENT, customer: { dealerCode: 'D001', customerId: '' } }, 'customer'],
    ['consent-obtained', { ...CONSENT, customer: undefined }, 'customer'],
    ['order-received', { recipient: 'authority:a', items: ['vin'], from: '2026-01-01', customers: null }, 'customers'],
    ['kill-switch-set', { on: 'yes' }, 'on'],
    ['contract-concluded', { recipient: 'dealer:D001', from: '2026-02-01', to: '2026-01-31' }, 'to'],
    [
      'entrustment-concluded',
      { recipient: 'bmw-ag', items: ['vin'], purposes: ['company.roadside'], from: '2026-02-01', to: '2025-02-01' },
      'to',
    ],
    ['order-received', { recipient: 'authority:a', items: ['vin'], from: '2026-01-01', to: '2025-12-31' }, 'to'],
    [
      'stop-placed',
      {
        kind: 'cessation',
        at: '2026-01-01T00:00:00Z',
        customer: CUSTOMER,
        vehicles: [{ vehicle: 'WBA5R12090FH01001', from: '2026-01-02', to: '2026-01-01' }],
      },
      'vehicles',
    ],
  ])('refuses %s of %j', (type, plain, property) => {
    expect(stated(type, plain)).toEqual({ faults: [property] });
  });

  it('asks that a stream that closes was opened, and a version that is accepted published', () => {
    const close = FACT_FORMS['stream-closed'].needs?.({}, said({ pathId: 'bmw-japan.x' }));
    expect(close).toEqual({ type: 'stream-opened', fields: { stream: 'bmw-japan.x' }, orElse: 'GW_NOT_FOUND' });
    const accept = FACT_FORMS['policy-accepted'].needs?.({ dealer: 'D001', policy: 'p' }, said());
    expect(accept).toEqual({ type: 'policy-published', fields: { policy: 'p' }, orElse: 'GW_UNKNOWN_POLICY' });
  });

  it('refuses a stream whose topic Kafka would not take', () => {
    expect(() => stated('stream-opened', { audience: 'bmw-japan', purpose: 'a_b', items: ['vin'] })).toThrow(
      GatewayError,
    );
  });

  it('refuses a policy that does not compile', () => {
    expect(() => stated('policy-published', { document: { id: 'x' } })).toThrow('GW_INVALID_REQUEST');
  });

  it('publishes a version whole: one that tells people less than it must is refused with its faults', () => {
    const file = new URL('../../../../policies/2017-05-30.yaml', import.meta.url);
    const { 'joint-use-notice': notice, ...rest } = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const errors = (document: object) => {
      try {
        stated('policy-published', { document });
        return [];
      } catch (error) {
        return (error as GatewayError).errors?.map(({ detail }) => detail);
      }
    };
    expect(errors({ ...rest, 'joint-use-notice': notice })).toEqual([]);
    expect(errors(rest)).toEqual(['`joint-use-notice` is missing']);
  });
});
