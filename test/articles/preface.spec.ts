// Preface and Privacy Statement: what BMW Charging collects, and that the dealers follow the one policy.
import { describe, expect, it } from '@jest/globals';
import { PURPOSES } from '#wire';
import { RECORD, ask } from './cases.ts';
import { STRICT_LAW, runRows } from './rows.ts';

describe('Preface: what was collected through BMW Charging goes nowhere else [R2]', () => {
  it.each(PURPOSES)('for %s every leaf is unlisted, unmapped ones too, even for the Company', (purpose) => {
    const record = { ...RECORD, channel: 'charging', odd: 1 };
    const { verdicts } = ask(STRICT_LAW, 'bmw-japan', purpose, {}, { record });
    expect(new Set(verdicts.map(({ item, reason }) => `${item} ${reason}`))).toEqual(new Set(['unlisted provenance']));
  });
});

describe('Privacy Statement: authorised dealers follow the policy, and accept it first [R3]', () => {
  runRows([
    ['vin', 'joint.workshop-service', 'bmw-japan', 'not accepted', 'withhold', 'policy_not_accepted', '4(3)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'not accepted', 'withhold', 'policy_not_accepted', '4(3)'],
    ['vin', 'joint.workshop-service', 'dealer:D001', 'not accepted', 'withhold', 'policy_not_accepted', '4(3)'],
  ]);
});
