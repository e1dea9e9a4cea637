// Runs the table of an Article: item | purpose | recipient | state | outcome | because.
import { expect, it } from '@jest/globals';
import type { Consent, Entrustment, Item, Order } from '#wire';
import type { Law, SubjectState } from '#policy';
import { LEAF_OF, ask } from './cases.ts';
import { STRICT } from './versions.ts';

/** `[item, purpose, recipient, state, outcome, reason, clause]`; the state by its name in {@link STATES}. */
export type Row = readonly [string, string, string, keyof typeof STATES, 'permit' | 'withhold', string, string];

const ALL_A: readonly Item[] = [
  'address',
  'name',
  'date-of-birth',
  'telephone',
  'email',
  'occupation',
  'transaction',
  'questionnaire',
];

/** A general consent under Article 2(9), to kinds of recipients. */
export const CONSENT: Consent = {
  id: 'c1',
  recipients: ['finance', 'dealer', 'insurer'],
  items: ALL_A,
  purposes: ['company.vehicle-notices', 'company.credit', 'joint.valuation', 'joint.joint-user-information'],
  form: 'written',
  obtainedAt: '2026-01-01T00:00:00Z',
  basis: '2(9)',
};
/** A specific one, to named recipients. */
export const SPECIFIC: Consent = {
  ...CONSENT,
  id: 'c2',
  recipients: ['bmw-japan', 'bmw-japan-finance', 'dealer-network', 'dealer:D002', 'insurer:I1', 'bmw-ag'],
  items: [...ALL_A, 'vin', 'work', 'activity', 'advice'],
  purposes: [...CONSENT.purposes, 'company.questionnaire', 'club.membership'],
  basis: 'specific',
};
const ENTRUSTMENT: Entrustment = {
  id: 'e1',
  recipient: 'subcontractor:S1',
  items: ['telephone', 'name', 'work'],
  purposes: ['company.questionnaire', 'joint.workshop-service'],
  from: '2020-04-01',
  to: null,
  auditDueOn: '2027-03-31',
};
const ORDER: Order = {
  id: 'o1',
  recipient: 'authority:A1',
  items: ['vin', 'unlisted'],
  from: '2026-11-01',
  to: '2026-11-30',
  approvedBy: ['ann', 'bob'],
};

/** Named states. Consents are general ones under 2(9) unless they say specific. */
export const STATES = {
  'nothing stands': {},
  consent: { consents: [CONSENT] },
  'oral consent': { consents: [{ ...CONSENT, form: 'oral' }] },
  'electronic consent': { consents: [{ ...CONSENT, form: 'electronic' }] },
  'consent one second after': { consents: [{ ...CONSENT, obtainedAt: '2026-11-22T00:00:01Z' }] },
  'consent at the very instant': { consents: [{ ...CONSENT, obtainedAt: '2026-11-22T09:00:00+09:00' }] },
  'consent just before': { consents: [{ ...CONSENT, obtainedAt: '2026-11-21T23:59:59.999Z' }] },
  'consent withdrawn at the instant': { consents: [{ ...CONSENT, withdrawnAt: '2026-11-22T00:00:00Z' }] },
  'consent withdrawn later': { consents: [{ ...CONSENT, withdrawnAt: '2026-11-22T00:00:01Z' }] },
  'consent with unreadable withdrawal': { consents: [{ ...CONSENT, withdrawnAt: 'soon' }] },
  'consent of unreadable instant': { consents: [{ ...CONSENT, obtainedAt: '2026-01-01' }] },
  'consent naming D003 alone': { consents: [{ ...CONSENT, recipients: ['dealer:D003'] }] },
  'consent naming name alone': { consents: [{ ...CONSENT, items: ['name'] }] },
  'oral and wrong purpose': {
    consents: [
      { ...CONSENT, form: 'oral' },
      { ...CONSENT, id: 'c0', purposes: ['company.roadside'] },
    ],
  },
  'consent to provision': { consents: [{ ...CONSENT, purposes: ['company.third-party-provision'] }] },
  'specific consent': { consents: [SPECIFIC] },
  'specific consent to provision': {
    consents: [{ ...SPECIFIC, purposes: ['company.third-party-provision'] }],
  },
  'specific consent by kind': { consents: [{ ...SPECIFIC, recipients: ['finance', 'dealer', 'insurer'] }] },
  entrustment: { entrustments: [ENTRUSTMENT] },
  'entrustment ended yesterday': { entrustments: [{ ...ENTRUSTMENT, to: '2026-11-21' }] },
  'entrustment ending today': { entrustments: [{ ...ENTRUSTMENT, to: '2026-11-22' }] },
  'entrustment with the audit due today': { entrustments: [{ ...ENTRUSTMENT, auditDueOn: '2026-11-22' }] },
  'entrustment with the audit due on no day': { entrustments: [{ ...ENTRUSTMENT, auditDueOn: 'in spring' }] },
  'entrustment with the audit overdue': { entrustments: [{ ...ENTRUSTMENT, auditDueOn: '2026-11-21' }] },
  custody: { entrustments: [{ ...ENTRUSTMENT, id: 'e2', recipient: 'bmw-ag' }] },
  'custody with the audit overdue': {
    entrustments: [{ ...ENTRUSTMENT, recipient: 'bmw-ag', auditDueOn: '2026-11-21' }],
  },
  'custody and specific consent': { entrustments: [{ ...ENTRUSTMENT, recipient: 'bmw-ag' }], consents: [SPECIFIC] },
  order: { orders: [ORDER] },
  'order approved by one under two spellings': {
    orders: [{ ...ORDER, approvedBy: ['ann', 'Ａnn ', 'ANN\u200b', '\u200b'] }],
  },
  'order approved by one': { orders: [{ ...ORDER, approvedBy: ['ann', 'ann'] }] },
  'order of last month': { orders: [{ ...ORDER, to: '2026-11-21' }] },
  'order to another authority': { orders: [{ ...ORDER, recipient: 'authority:A2' }] },
  'order naming nothing unlisted': { orders: [{ ...ORDER, items: ['vin'] }] },
  'order naming name': { orders: [{ ...ORDER, items: ['name'] }] },
  'order and cessation': { orders: [ORDER], stops: [{ id: 's1', kind: 'cessation', at: '2026-11-01T00:00:00Z' }] },
  'order and erasure': { orders: [ORDER], stops: [{ id: 's1', kind: 'erasure', at: '2026-11-01T00:00:00Z' }] },
  'order and correction of the VIN': { orders: [ORDER], correctionPending: ['vin'] },
  cessation: { stops: [{ id: 's1', kind: 'cessation', at: '2026-11-22T00:00:00Z' }] },
  'cessation one second later': { stops: [{ id: 's1', kind: 'cessation', at: '2026-11-22T00:00:01Z' }] },
  'stop of unreadable instant': { stops: [{ id: 's1', kind: 'cessation', at: '' }] },
  'cessation and consent': {
    stops: [{ id: 's1', kind: 'cessation', at: '2026-11-01T00:00:00Z' }],
    consents: [CONSENT, SPECIFIC],
  },
  erasure: { stops: [{ id: 's1', kind: 'erasure', at: '2026-11-22T00:00:00Z' }] },
  'correction of the VIN': { correctionPending: ['vin'] },
  'new owner since September': { ownershipFrom: '2026-09-01' },
  'new owner on the day': { ownershipFrom: '2026-10-01' },
  'new owner since November': { ownershipFrom: '2026-11-01' },
  'new owner since November, consent': { ownershipFrom: '2026-11-01', consents: [CONSENT] },
  'unreadable ownership': { ownershipFrom: 'autumn' },
  killed: { killed: true },
  'not accepted': { dealerAccepted: false },
} satisfies Record<string, Partial<SubjectState>>;

export const STRICT_LAW: Law = { judged: STRICT.policy, alsoInForce: [STRICT.policy], firstEffectiveOn: '2017-05-30' };

/** One test per row. */
export function runRows(rows: readonly Row[], law: Law = STRICT_LAW): void {
  it.each(rows)('%s for %s to %s, %s: %s, %s %s', (item, purpose, recipient, state, outcome, reason, clause) => {
    const decided = ask(law, recipient, purpose, STATES[state]);
    const verdict = decided.verdicts.find(({ path }) => path === LEAF_OF[item]);
    expect(verdict).toMatchObject({ outcome, reason, clause });
  });
}
