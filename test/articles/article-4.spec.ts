// Article 4: joint use of vehicle service information, by the Company, Finance and the dealers, for its purposes.
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '#wire';
import { compilePolicy } from '#policy';
import { AT, LEAF_OF, RECORD, ask } from './cases.ts';
import { STRICT_LAW, runRows } from './rows.ts';
import { DRAFT, documentOf } from './versions.ts';

const JOINT_USE = '3(3)+4(1)(b)+4(2)(b)';

describe('Article 4(1)(b)-1: the vehicle identification number among the joint users [R11, R26]', () => {
  runRows([
    ['vin', 'joint.workshop-service', 'bmw-japan', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['vin', 'joint.valuation', 'bmw-japan-finance', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['vin', 'joint.product-information', 'dealer-network', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['vin', 'joint.valuation', 'insurer:I1', 'nothing stands', 'withhold', 'not_in_scope', '3'],
  ]);
});

describe('Article 4(1)(b)-2: work, parts, dates and readings among the joint users [R11, R27]', () => {
  runRows([
    ['work', 'joint.valuation', 'bmw-japan-finance', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['work', 'joint.workshop-service', 'dealer:D002', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['work', 'joint.workshop-service', 'insurer:I1', 'nothing stands', 'withhold', 'not_in_scope', '3'],
  ]);
});

describe('Article 4(1)(b)-4: advice, whether implemented or not, among the joint users [R11, R29]', () => {
  runRows([
    ['advice', 'joint.workshop-service', 'dealer:D002', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['advice', 'joint.workshop-service', 'dealer-network', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['advice', 'joint.product-information', 'bmw-japan-finance', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
  ]);
});

describe('Article 4(2)(b): each purpose for the users it can serve [R32]', () => {
  runRows([
    ['work', 'joint.workshop-service', 'bmw-japan', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
    ['work', 'joint.workshop-service', 'bmw-japan-finance', 'nothing stands', 'withhold', 'not_in_scope', '4(2)'],
    ['activity', 'joint.product-information', 'bmw-japan-finance', 'nothing stands', 'permit', 'joint_use', JOINT_USE],
  ]);
});

describe('Article 4(2)(a): the joint users’ products are no purpose for it [R31]', () => {
  runRows([
    ['vin', 'joint.joint-user-information', 'bmw-japan', 'nothing stands', 'withhold', 'not_in_scope', '4(2)'],
    [
      'vin',
      'joint.joint-user-information',
      'bmw-japan-finance',
      'specific consent',
      'withhold',
      'not_in_scope',
      '4(2)',
    ],
    ['vin', 'joint.joint-user-information', 'dealer-network', 'nothing stands', 'withhold', 'not_in_scope', '4(2)'],
  ]);
});

describe('Article 4: the dealer in charge gets its own record back, and nobody like it does [R22]', () => {
  runRows([
    ['vin', 'joint.valuation', 'dealer:D001', 'nothing stands', 'permit', 'own_record', '4'],
    ['name', 'joint.valuation', 'dealer:D001', 'nothing stands', 'permit', 'own_record', '4'],
    ['name', 'joint.valuation', 'dealer:D0011', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['name', 'joint.valuation', 'dealer:D00', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['name', 'joint.valuation', 'dealer:d001', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
  ]);
});

describe('Article 4(1): what it does not list goes to nobody [R29b]', () => {
  runRows([
    ['unlisted', 'joint.workshop-service', 'bmw-japan', 'specific consent', 'withhold', 'unlisted', '4(1)'],
    ['unlisted', 'joint.workshop-service', 'dealer:D001', 'nothing stands', 'withhold', 'unlisted', '4(1)'],
  ]);

  const unknown = { ...RECORD, vehicle: { ...(RECORD.vehicle as object), 'v in': 'x', vin2: 'y', vin: 'not a VIN' } };
  it.each(['vehicle.["v in"]', 'vehicle.vin2', 'vehicle.vin'])('%s is unmapped', (path) => {
    const decided = ask(STRICT_LAW, 'bmw-japan-finance', 'joint.valuation', {}, { record: unknown });
    const verdict = decided.verdicts.find((each) => each.path === path);
    expect(verdict).toMatchObject({ item: 'unlisted', outcome: 'withhold', reason: 'unmapped', clause: '4(1)' });
  });
});

describe('Article 4(1)(b)-3: activity of the vehicle, collected in the course of repair and maintenance [R28]', () => {
  const withChannel = (channel: string) => ({ ...RECORD, channel });
  const withJob = (jobId?: string) => ({
    ...RECORD,
    activity: { log: [{ code: '4A1F', ...(jobId === undefined ? {} : { jobId }) }] },
  });

  it.each([
    ['of no job', withJob(), 'provenance'],
    ['of a job that is not the record’s', withJob('JOB-9'), 'provenance'],
    ['of a job of the record', withJob('JOB-1'), 'joint_use'],
    ['from telematics', withChannel('telematics'), 'provenance'],
    ['from charging', withChannel('charging'), 'provenance'],
  ])('%s', (_what, record, reason) => {
    const decided = ask(STRICT_LAW, 'bmw-japan-finance', 'joint.valuation', {}, { record });
    expect(decided.verdicts.find(({ path }) => path === LEAF_OF.activity)).toMatchObject({ reason });
  });
});

describe('Article 4(1)(a), 4(2)(a): customer information goes by consent; the draft’s switch, exactly two cells [R24, R25]', () => {
  const law = { judged: DRAFT.policy, alsoInForce: [], firstEffectiveOn: '2017-05-30' };
  runRows(
    [
      [
        'name',
        'joint.joint-user-information',
        'bmw-japan-finance',
        'nothing stands',
        'permit',
        'joint_use',
        '4(1)(a)+4(2)(a)',
      ],
      [
        'name',
        'joint.joint-user-information',
        'dealer:D002',
        'nothing stands',
        'permit',
        'joint_use',
        '4(1)(a)+4(2)(a)',
      ],
      ['name', 'joint.joint-user-information', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(4)'],
      [
        'vin',
        'joint.joint-user-information',
        'bmw-japan-finance',
        'nothing stands',
        'withhold',
        'not_in_scope',
        '4(2)',
      ],
      ['name', 'joint.valuation', 'bmw-japan-finance', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ],
    law,
  );
  runRows([
    [
      'name',
      'joint.joint-user-information',
      'bmw-japan-finance',
      'nothing stands',
      'withhold',
      'consent_absent',
      '3(1)',
    ],
    ['name', 'joint.joint-user-information', 'bmw-japan-finance', 'consent', 'permit', 'consent', '3(1)'],
  ]);
});

describe('Article 4(1), dealers and insurers by their contracts [R22]', () => {
  it.each([
    ['dealer:D002', { from: '2020-01-01', to: '2026-11-22' }, 'joint_use'],
    ['dealer:D002', { from: '2020-01-01', to: '2026-11-21' }, 'recipient_inactive'],
    ['dealer:D002', { from: '2026-11-23', to: null }, 'recipient_inactive'],
    ['dealer:D002', { from: 'always', to: null }, 'recipient_inactive'],
    ['dealer:D002', null, 'recipient_inactive'],
    ['dealer:D001', null, 'recipient_inactive'],
    ['dealer-network', null, 'joint_use'],
    ['insurer:I1', null, 'recipient_inactive'],
  ])('%s under %j: %s', (recipient, contract, reason) => {
    const { verdicts } = ask(STRICT_LAW, recipient, 'joint.workshop-service', {}, { contract });
    expect(verdicts.find(({ path }) => path === 'vehicle.vin')).toMatchObject({ reason });
  });

  it('counts days of Tokyo', () => {
    const contract = { from: '2026-11-23', to: null };
    const reasons = [AT + 15 * 3_600_000 - 1, AT + 15 * 3_600_000].map((at) => {
      const { verdicts } = ask(STRICT_LAW, 'dealer:D002', 'joint.workshop-service', {}, { at, contract });
      return verdicts.find(({ path }) => path === 'vehicle.vin')?.reason;
    });
    expect(reasons).toEqual(['recipient_inactive', 'joint_use']);
  });
});

describe('Article 4(3): the responsible party stops all flows, and the notice names it [R33]', () => {
  runRows([
    ['vin', 'joint.workshop-service', 'bmw-japan', 'killed', 'withhold', 'killed', '4(3)'],
    ['vin', 'joint.workshop-service', 'dealer:D001', 'killed', 'withhold', 'killed', '4(3)'],
  ]);

  it('no version leaves it out', () => {
    const document = documentOf('2017-05-30');
    const notice = document['joint-use-notice'] as { 'responsible-party': { name: { en: string; ja: string } } };
    const { name, ...nameless } = notice['responsible-party'];
    expect(name).toEqual({ en: 'BMW Japan Corp. (the Company)', ja: 'ビー・エム・ダブリュー株式会社（当社）' });
    const without = { ...document, 'joint-use-notice': { ...notice, 'responsible-party': nameless } };
    expect(() => compilePolicy(without, CATALOGUE)).toThrow('joint-use-notice.responsible-party');
  });
});
