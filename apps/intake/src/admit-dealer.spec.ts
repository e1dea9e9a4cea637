import { expect, it } from '@jest/globals';
import { admitDealer, type AdmissionTools, STALE_AFTER_MS } from './admit-dealer.js';

const NOW = Date.parse('2026-11-22T00:00:00Z');
const law = { judged: { id: '2026-04-01' } } as ReturnType<AdmissionTools['register']['lawAt']>;

function refusal(register: Partial<AdmissionTools['register']>, caughtUpAt = NOW): string | undefined {
  const stands = { recipientStands: () => true, hasAccepted: () => true, lawAt: () => law };
  try {
    admitDealer('D001', { register: { ...stands, ...register }, caughtUpAt: () => caughtUpAt, now: () => NOW });
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

it('lets pass a dealer with a contract and the acceptance, by a register that is up to date', () => {
  expect(refusal({})).toBeUndefined();
  expect(refusal({}, NOW - STALE_AFTER_MS - 1)).toBe('GW_UNAVAILABLE: the control register is behind');
  expect(refusal({ recipientStands: () => false })).toMatch(/^GW_FORBIDDEN/);
});

it('says which version is to be accepted, and how that comes to be known', () => {
  const hasAccepted = () => false;
  expect(refusal({ hasAccepted })).toBe(
    'GW_POLICY_NOT_ACCEPTED: accept version `2026-04-01` and have the data protection officer register that',
  );
  expect(refusal({ hasAccepted, lawAt: () => null })).toMatch(/^GW_POLICY_NOT_ACCEPTED: no version is in force/);
});
