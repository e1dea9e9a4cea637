// Those who ask for garbage: each kind of recipient, with everything agreed that can be agreed, the unlisted too.
import type { Law, Situation, SubjectState } from '#policy';
import { ITEMS, PURPOSES, type Consent } from '#wire';
import { AT, OPEN, QUIET } from '../articles/cases.ts';
import { STRICT } from '../articles/versions.ts';

const CONSENT: Consent = {
  id: 'c1',
  recipients: [
    'finance',
    'dealer',
    'insurer',
    'bmw-japan',
    'bmw-japan-finance',
    'dealer-network',
    'dealer:D002',
    'bmw-ag',
  ],
  items: ITEMS,
  purposes: PURPOSES,
  form: 'written',
  obtainedAt: '2026-01-01T00:00:00Z',
  basis: 'specific',
};
const ENTRUSTED = ['subcontractor:S1', 'bmw-ag'].map((recipient) => ({
  id: recipient,
  recipient,
  items: ITEMS,
  purposes: PURPOSES,
  from: '2020-04-01',
  to: null,
}));
/** Names everything but what no clause lists: an order that named it would release it. */
const ORDER = {
  id: 'o1',
  recipient: 'authority:A1',
  items: ITEMS.filter((item) => item !== 'unlisted' && item !== 'prohibited'),
  from: '2020-04-01',
  to: null,
  approvedBy: ['ann', 'bob'],
};
const STATE: SubjectState = { ...QUIET, consents: [CONSENT], entrustments: ENTRUSTED, orders: [ORDER] };

export const SITUATIONS: readonly Situation[] = [
  ['bmw-japan', 'company.vehicle-notices'],
  ['bmw-japan-finance', 'joint.valuation'],
  ['dealer:D001', 'joint.workshop-service'],
  ['dealer:D002', 'joint.product-information'],
  ['insurer:I1', 'company.third-party-provision'],
  ['subcontractor:S1', 'company.questionnaire'],
  ['bmw-ag', 'company.roadside'],
  ['authority:A1', 'company.legal-disclosure'],
  ['__proto__', 'constructor'],
].map(([id, purpose]) => ({ at: AT, recipient: { id, contract: OPEN }, purpose, items: undefined, state: STATE }));

export const LAW: Law = { judged: STRICT.policy, alsoInForce: [STRICT.policy], firstEffectiveOn: '2017-05-30' };
