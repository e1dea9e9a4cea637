// The seventeen worked examples of the reading.
import { describe, expect, it } from '@jest/globals';
import { scanner } from '#free-text';
import { CATALOGUE, type Consent, type Item, type JsonObject } from '#wire';
import { createDecider, project, type SubjectState } from '#policy';
import { AT, LEAF_OF, OPEN, QUIET, RECORD, ask } from './cases.ts';
import { STRICT_LAW } from './rows.ts';

function reason(
  item: Item,
  recipient: string,
  purpose: string,
  state: Partial<SubjectState> = {},
  more: Parameters<typeof ask>[4] = {},
) {
  return ask(STRICT_LAW, recipient, purpose, state, more).verdicts.find(({ path }) => path === LEAF_OF[item])?.reason;
}

const consent = (change: Partial<Consent>): Consent => ({
  id: 'c',
  recipients: ['bmw-japan-finance'],
  items: ['name'],
  purposes: ['company.credit'],
  form: 'written',
  obtainedAt: '2026-01-01T00:00:00Z',
  basis: '2(9)',
  ...change,
});
const entrustment = (recipient: string, items: Item[], purpose: string) => ({
  entrustments: [{ id: 'e', recipient, items, purposes: [purpose], from: '2020-01-01', to: null }],
});
const order = (items: Item[]) => [
  { id: 'o', recipient: 'authority:A1', items, from: '2026-01-01', to: null, approvedBy: ['ann', 'bob'] },
];
const cessation = [{ id: 's', kind: 'cessation' as const, at: '2026-11-01T00:00:00Z' }];

describe('worked examples', () => {
  it('1. Finance, odometer, valuation', () => {
    expect(reason('work', 'bmw-japan-finance', 'joint.valuation')).toBe('joint_use');
  });
  it('2. Finance, odometer, credit, under a consent of 2(9)', () => {
    const consents = [consent({ items: ['work'] })];
    expect(reason('work', 'bmw-japan-finance', 'company.credit', { consents })).toBe('consent_not_specific');
  });
  it('3. Finance, name, credit, written consent naming all three', () => {
    expect(reason('name', 'bmw-japan-finance', 'company.credit', { consents: [consent({})] })).toBe('consent');
  });
  it('4. Finance, name, information of the joint users, no consent', () => {
    expect(reason('name', 'bmw-japan-finance', 'joint.joint-user-information')).toBe('consent_absent');
  });
  it('5. another dealer, declined advice, workshop service [R29]', () => {
    expect(reason('advice', 'dealer:D002', 'joint.workshop-service')).toBe('joint_use');
  });
  it('6. another dealer, telephone, workshop service, no consent', () => {
    expect(reason('telephone', 'dealer:D002', 'joint.workshop-service')).toBe('consent_absent');
  });
  it('7. insurer, name, vehicle notices, consent; the same after its contract ended', () => {
    const state = { consents: [consent({ recipients: ['insurer'], purposes: ['company.vehicle-notices'] })] };
    expect(reason('name', 'insurer:I1', 'company.vehicle-notices', state)).toBe('consent');
    const contract = { from: '2020-01-01', to: '2026-11-21' };
    expect(reason('name', 'insurer:I1', 'company.vehicle-notices', state, { contract })).toBe('recipient_inactive');
  });
  it('8. insurer, VIN, vehicle notices: a consent of 2(9), then a specific one', () => {
    const named = { recipients: ['insurer:I1'], items: ['vin'], purposes: ['company.vehicle-notices'] };
    const [general, specific] = [
      { consents: [consent(named)] },
      { consents: [consent({ ...named, basis: 'specific' })] },
    ];
    expect(reason('vin', 'insurer:I1', 'company.vehicle-notices', general)).toBe('consent_not_specific');
    expect(reason('vin', 'insurer:I1', 'company.vehicle-notices', specific)).toBe('specific_consent');
  });
  it('9. call centre, telephone, questionnaire inside its contract; VIN', () => {
    const state = entrustment('subcontractor:S1', ['telephone', 'vin'], 'company.questionnaire');
    expect(reason('telephone', 'subcontractor:S1', 'company.questionnaire', state)).toBe('entrusted');
    expect(reason('vin', 'subcontractor:S1', 'company.questionnaire', state)).toBe('not_in_scope');
  });
  it('10. headquarters, part numbers, under custody; its own research', () => {
    const state = entrustment('bmw-ag', ['work'], 'joint.workshop-service');
    expect(reason('work', 'bmw-ag', 'joint.workshop-service', state)).toBe('entrusted');
    expect(reason('work', 'bmw-ag', 'own.research', state)).toBe('consent_absent');
  });
  it('11. authority, VIN and name, an order listing the VIN', () => {
    const state = { orders: order(['vin']) };
    expect(reason('vin', 'authority:A1', 'company.legal-disclosure', state)).toBe('legal_order');
    expect(reason('name', 'authority:A1', 'company.legal-disclosure', state)).toBe('order_scope');
  });
  it('12. anyone, number plate', () => {
    for (const recipient of ['bmw-japan', 'bmw-japan-finance', 'dealer:D001', 'dealer:D002', 'dealer-network']) {
      expect(reason('unlisted', recipient, 'joint.workshop-service')).toBe('unlisted');
    }
  });
  it('13. the Company, VIN, research at record level [R15]', () => {
    expect(reason('vin', 'bmw-japan', 'company.research')).toBe('statistics_only');
  });
  it('14. a description with a name and a telephone number, to Finance', () => {
    const decider = createDecider({ catalogue: CATALOGUE, scanner });
    const description = '田中様 090-1234-5678 に連絡、パッド交換';
    const record: JsonObject = { ...RECORD, work: { jobs: [{ jobId: 'JOB-1', lines: [{ description }] }] } };
    const recipient = { id: 'bmw-japan-finance', contract: null };
    const situation = { at: AT, recipient, purpose: 'joint.valuation', items: undefined, state: QUIET };
    const decided = decider.decide(record, situation, STRICT_LAW);
    expect(decided.verdicts.find(({ path }) => path.endsWith('description'))).toEqual({
      path: 'work.jobs[].lines[].description',
      item: 'work',
      outcome: 'redact',
      reason: 'embedded_personal_data',
      clause: '3',
      count: 1,
    });
    expect(project(record, decided, 'OUT')).toMatchObject({
      work: { jobs: [{ jobId: 'J1', lines: [{ description: '［伏せ字］様 ［伏せ字］ に連絡、パッド交換' }] }] },
    });
  });
  it('15. no purpose', () => {
    for (const purpose of [undefined, null, '']) {
      const { verdicts } = ask(STRICT_LAW, 'bmw-japan', purpose);
      expect(new Set(verdicts.map((each) => each.reason))).toEqual(new Set(['purpose_missing']));
    }
  });
  it('16. a dealer whose contract ended between', () => {
    const ended = { contract: { ...OPEN, to: '2026-11-21' } };
    expect(reason('vin', 'dealer:D002', 'joint.workshop-service')).toBe('joint_use');
    expect(reason('vin', 'dealer:D002', 'joint.workshop-service', {}, ended)).toBe('recipient_inactive');
  });
  it('17. cessation: another dealer, and an authority with an order', () => {
    expect(reason('vin', 'dealer:D002', 'joint.workshop-service', { stops: cessation })).toBe('stop_cessation');
    const state = { stops: cessation, orders: order(['vin']) };
    expect(reason('vin', 'authority:A1', 'company.legal-disclosure', state)).toBe('legal_order');
  });
});
