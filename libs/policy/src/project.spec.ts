// What leaves is constructed anew: envelope outward, permitted leaves, nothing in place of the rest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE, type JsonObject, type Order } from '#wire';
import { compilePolicy } from './compile-policy.js';
import { createDecider } from './decider.js';
import { project } from './project.js';

const policy = compilePolicy(
  parse(readFileSync(join(import.meta.dirname, '../../../policies/2017-05-30.yaml'), 'utf8')),
  CATALOGUE,
);
const decider = createDecider({ catalogue: CATALOGUE, scanner: () => (text) => (text === 'unsure' ? 'unsure' : []) });
const law = { judged: policy, alsoInForce: [policy], firstEffectiveOn: '2017-05-30' };
const state = {
  consents: [],
  entrustments: [],
  orders: [],
  stops: [],
  killed: false,
  dealerAccepted: true,
  correctionPending: [],
  ownershipFrom: null,
};
const ENVELOPE = {
  recordId: 'R1',
  revision: 3,
  status: 'closed',
  dealerCode: 'D001',
  occurredAt: '2026-10-01T00:00:00Z',
  channel: 'workshop',
  noticeId: 'N1',
};

function released(
  body: JsonObject,
  more: { id?: string; purpose?: string; items?: string[]; envelope?: JsonObject; orders?: readonly Order[] } = {},
) {
  const { id = 'bmw-japan-finance', purpose = 'joint.valuation', items, envelope = ENVELOPE, orders = [] } = more;
  const record = { ...envelope, ...body } as JsonObject;
  const situation = {
    at: Date.parse('2026-11-22T00:00:00Z'),
    recipient: { id, contract: null },
    purpose,
    items,
    state: { ...state, orders },
  };
  return project(record, decider.decide(record, situation, law), 'OUT');
}

describe('project', () => {
  it('keeps order, renames jobs by position, and drops what holds only envelope leaves', () => {
    const out = released({
      advice: [{ text: 'a' }, {}, { text: 'b' }],
      work: {
        jobs: [
          { lines: [{ description: 'x', cost: 5 }], jobId: 'left' },
          { jobId: 'empty', lines: [{ cost: 1 }] },
          { jobId: 'right', lines: [{ cost: 2 }, { quantity: 2 }] },
        ],
        odometerInKm: 7,
      },
      activity: {
        log: [
          { jobId: 'right', code: 'z' },
          { jobId: 'nobody', code: 'y' },
        ],
        environment: [{ jobId: 'left' }],
      },
      vehicle: { model: 'M3' },
    });
    expect(JSON.stringify(out)).toBe(
      JSON.stringify({
        recordId: 'OUT',
        revision: 3,
        status: 'closed',
        dealerCode: 'D001',
        occurredAt: '2026-10-01T00:00:00Z',
        advice: [{ text: 'a' }, { text: 'b' }],
        work: {
          jobs: [
            { jobId: 'J1', lines: [{ description: 'x' }] },
            { jobId: 'J3', lines: [{ quantity: 2 }] },
          ],
          odometerInKm: 7,
        },
        activity: { log: [{ jobId: 'J3', code: 'z' }] },
      }),
    );
  });

  it('says when and by which job only with work or activity', () => {
    expect(
      released({ vehicle: { vin: 'WBA8E9C50GK646123' }, advice: [{ dueAtKm: 5 }], work: { jobs: [{ jobId: 'a' }] } }),
    ).toEqual({
      recordId: 'OUT',
      revision: 3,
      status: 'closed',
      dealerCode: 'D001',
      vehicle: { vin: 'WBA8E9C50GK646123' },
      advice: [{ dueAtKm: 5 }],
    });
  });

  it('an order for what is not listed alone says neither when nor by which job', () => {
    const order = { id: 'o', recipient: 'authority:A1', items: ['unlisted'], from: '2020-01-01', to: null };
    const body = { work: { odometerInKm: 7, jobs: [{ jobId: 'a', lines: [{ technicianId: 'T9', quantity: 1 }] }] } };
    const asked = { id: 'authority:A1', purpose: 'company.legal-disclosure' };
    const out = (items: string[]) =>
      released(body, { ...asked, orders: [{ ...order, items, approvedBy: ['ann', 'bob'] }] });
    expect(out(['unlisted'])).toEqual({
      ...{ recordId: 'OUT', revision: 3, status: 'closed', dealerCode: 'D001' },
      work: { jobs: [{ lines: [{ technicianId: 'T9' }] }] },
    });
    expect(out(['unlisted', 'work'])).toMatchObject({
      occurredAt: '2026-10-01T00:00:00Z',
      work: { jobs: [{ jobId: 'J1', lines: [{ technicianId: 'T9', quantity: 1 }] }] },
    });
  });

  it('does not count a text that stays', () => {
    const out = released({
      vehicle: { vin: 'WBA8E9C50GK646123' },
      work: { jobs: [{ jobId: 'a', lines: [{ description: 'unsure' }] }] },
    });
    expect(out).not.toHaveProperty('occurredAt');
    expect(out).not.toHaveProperty('work');
  });

  it.each([
    ['nothing permitted', { customer: { name: 'x' } }, {}],
    ['no leaf at all', {}, {}],
    ['a voided record', { work: { odometerInKm: 1 } }, { envelope: { ...ENVELOPE, status: 'voided' } }],
    ['an unreadable status', { work: { odometerInKm: 1 } }, { envelope: { ...ENVELOPE, status: 'open' } }],
    ['an unreadable revision', { work: { odometerInKm: 1 } }, { envelope: { ...ENVELOPE, revision: '3' } }],
    ['no dealer', { work: { odometerInKm: 1 } }, { envelope: { ...ENVELOPE, dealerCode: null } }],
    ['an unreadable channel', { work: { odometerInKm: 1 } }, { envelope: { ...ENVELOPE, channel: 'fleet' } }],
  ])('%s is null', (_what, body, more) => {
    expect(released(body, more)).toBeNull();
  });

  it('refuses a decision made for another record', () => {
    const record: JsonObject = { ...ENVELOPE, work: { odometerInKm: 1 } };
    const situation = {
      at: 0,
      recipient: { id: 'bmw-japan', contract: null },
      purpose: 'joint.valuation',
      items: undefined,
      state,
    };
    const decided = decider.decide(record, situation, law);
    expect(() => project({ ...record }, decided, 'OUT')).toThrow('and no other');
    expect(() => project(record, { ...decided }, 'OUT')).toThrow('and no other');
  });

  it('a prepared record of another decider is prepared anew', () => {
    const other = createDecider({ catalogue: new Map(), scanner: () => () => [] });
    const record: JsonObject = { ...ENVELOPE, work: { odometerInKm: 1 } };
    const situation = {
      at: Date.parse('2026-11-22T00:00:00Z'),
      recipient: { id: 'bmw-japan', contract: null },
      purpose: 'joint.valuation',
      items: undefined,
      state,
    };
    const decided = decider.decide(other.prepare(record), situation, law);
    expect(project(record, decided, 'OUT')).toMatchObject({ work: { odometerInKm: 1 } });
  });
});
