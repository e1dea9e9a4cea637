// Updates: records from before the first version are held; a wider version widens nothing collected earlier.
import { describe, expect, it } from '@jest/globals';
import type { Law } from '#policy';
import { RECORD, ask } from './cases.ts';
import { DRAFT, NARROW, STRICT } from './versions.ts';

const reasonOf = (law: Law, path: string, recipient: string, purpose: string, occurredAt: string) =>
  ask(law, recipient, purpose, {}, { record: { ...RECORD, occurredAt } }).verdicts.find((each) => each.path === path)
    ?.reason;

describe('Updates: the first version is in effect as at 30 May 2017, in Tokyo [R53]', () => {
  const law = { judged: STRICT.policy, alsoInForce: [STRICT.policy], firstEffectiveOn: '2017-05-30' };
  it.each([
    ['2017-05-29T14:59:59Z', 'held_before_policy'],
    ['2017-05-29T15:00:00Z', 'joint_use'],
    ['2017-05-30', 'held_before_policy'],
    ['yesterday', 'held_before_policy'],
  ])('a record that occurred at %s: %s', (occurredAt, reason) => {
    expect(reasonOf(law, 'vehicle.vin', 'bmw-japan-finance', 'joint.valuation', occurredAt)).toBe(reason);
  });

  it('is held under a draft too', () => {
    const draft = { judged: DRAFT.policy, alsoInForce: [], firstEffectiveOn: '2017-05-30' };
    expect(reasonOf(draft, 'vehicle.vin', 'bmw-japan', 'joint.valuation', '2017-05-29T00:00:00Z')).toBe(
      'held_before_policy',
    );
  });

  it('is held where the first day or the instant of decision cannot be read', () => {
    const unread = { ...law, firstEffectiveOn: '' };
    expect(reasonOf(unread, 'vehicle.vin', 'bmw-japan', 'joint.valuation', '2026-01-01T00:00:00Z')).toBe(
      'held_before_policy',
    );
    const { verdicts } = ask(law, 'bmw-japan', 'joint.valuation', {}, { at: Number.NaN });
    expect(new Set(verdicts.map(({ reason }) => reason))).toEqual(new Set(['held_before_policy']));
  });
});

describe('Updates: every version in force since the record occurred agrees [R51]', () => {
  it('a wider version does not widen what was collected before', () => {
    const law = { judged: DRAFT.policy, alsoInForce: [STRICT.policy, DRAFT.policy], firstEffectiveOn: '2017-05-30' };
    const reason = reasonOf(
      law,
      'customer.name',
      'bmw-japan-finance',
      'joint.joint-user-information',
      '2026-01-01T00:00:00Z',
    );
    expect(reason).toBe('collected_under_earlier_notice');
  });

  it('nor one between two others', () => {
    const law = { judged: STRICT.policy, alsoInForce: [STRICT.policy, NARROW.policy], firstEffectiveOn: '2017-05-30' };
    const reason = reasonOf(law, 'vehicle.vin', 'bmw-japan-finance', 'joint.valuation', '2018-01-01T00:00:00Z');
    expect(reason).toBe('collected_under_earlier_notice');
  });

  it('the judged version’s own refusal comes first', () => {
    const law = { judged: STRICT.policy, alsoInForce: [NARROW.policy], firstEffectiveOn: '2017-05-30' };
    expect(reasonOf(law, 'vehicle.vin', 'insurer:I1', 'joint.valuation', '2018-01-01T00:00:00Z')).toBe('not_in_scope');
  });
});
