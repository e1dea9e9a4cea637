// What a document says is asked of a leaf is what the engine asks: each guard is broken once, and bites exactly where it is listed.
import { describe, expect, it } from '@jest/globals';
import { guardsAsked, itemsWithText, type Law, type Role, type SubjectState } from '#policy';
import {
  CATALOGUE,
  ITEMS,
  PURPOSES,
  recipientKindOf,
  type Consent,
  type Entrustment,
  type Item,
  type JsonObject,
  type Order,
} from '#wire';
import { ask, RECORD } from './cases.ts';
import { STRICT } from './versions.ts';

const LISTED = ITEMS.filter((item) => item !== 'unlisted' && item !== 'prohibited');
const ELSEWHERE = 'club.membership';
const RECIPIENTS: readonly (readonly [string, Role])[] = [
  ['bmw-japan', 'company'],
  ['bmw-japan-finance', 'finance'],
  ['dealer:D001', 'publishing-dealer'],
  ['dealer:D002', 'other-dealer'],
  ['dealer-network', 'other-dealer'],
  ['insurer:I1', 'insurer'],
  ['subcontractor:S1', 'subcontractor'],
  ['bmw-ag', 'headquarters'],
  ['authority:A1', 'authority'],
];
/** A version that was in force too and granted nothing. */
const NOTHING_EVER: Law = {
  judged: STRICT.policy,
  alsoInForce: [
    STRICT.policy,
    { ...STRICT.policy, cellOf: () => ({ asks: 'withhold', reason: 'company_purpose', clause: '' }) },
  ],
  firstEffectiveOn: '2017-05-30',
};
const ALONE: Law = { ...NOTHING_EVER, alsoInForce: [STRICT.policy] };

/** Leaves of every item, a text among them where the catalogue has one. */
function recordWith(text: string, channel = 'workshop', occurredAt = '2026-10-01T03:00:00Z'): JsonObject {
  return {
    ...RECORD,
    ...{ channel, occurredAt, remarks: text, oddKey: 'x' },
    customer: {
      ...(RECORD.customer as JsonObject),
      ...{ name: text, address: { line1: text }, telephone: [text], email: [text], occupation: text },
    },
    transaction: { invoiceTotal: 33000, paymentMethod: text, contractNumber: text },
    questionnaire: [{ answer: text }],
    work: { odometerOutKm: 12345, jobs: [{ jobId: 'JOB-1', lines: [{ labourCode: '0012345', description: text }] }] },
    activity: { log: [{ jobId: 'JOB-1', code: '4A1F', text }] },
    advice: [{ text, status: 'declined' }],
  };
}

interface Broken {
  readonly state?: Partial<SubjectState>;
  readonly record?: JsonObject;
  readonly items?: readonly string[];
  readonly contract?: null;
  readonly law?: Law;
}

/** Everything stands; then what breaks one guard alone. */
function breaking(recipient: string): Readonly<Record<string, Broken>> {
  const consent: Consent = {
    ...{ id: 'c', recipients: [recipient], items: ITEMS, purposes: [...PURPOSES, ELSEWHERE] },
    ...{ form: 'written', obtainedAt: '2020-01-01T00:00:00Z', basis: 'specific' },
  };
  const order: Order = { id: 'o', recipient, items: ITEMS, from: '2020-01-01', to: null, approvedBy: ['ann', 'bob'] };
  const consents = (change: Partial<Consent>): Broken => ({ state: { consents: [{ ...consent, ...change }] } });
  const orders = (change: Partial<Order>): Broken => ({ state: { orders: [{ ...order, ...change }] } });
  const stop = (kind: 'cessation' | 'erasure'): Broken => ({
    state: { stops: [{ id: 's', kind, at: '2026-01-01T00:00:00Z' }] },
  });
  return {
    held_before_policy: { record: recordWith('x', 'workshop', '2017-05-29T00:00:00Z') },
    recipient_inactive: { contract: null },
    not_entrusted: { state: { entrustments: [] } },
    killed: { state: { killed: true } },
    policy_not_accepted: { state: { dealerAccepted: false } },
    erased: stop('erasure'),
    stop_cessation: stop('cessation'),
    unmapped: orders({ items: LISTED }),
    unlisted: orders({ items: LISTED }),
    provenance: { ...orders({ items: LISTED }), record: recordWith('x', 'charging') },
    statistics_only: {},
    consent_absent: { state: { consents: [] } },
    consent_wrong_recipient: consents({ recipients: ['nobody'] }),
    consent_wrong_item: consents({ items: [] }),
    consent_wrong_purpose: consents({ purposes: [] }),
    consent_oral: consents({ form: 'oral' }),
    consent_late: consents({ obtainedAt: '2027-01-01T00:00:00Z' }),
    consent_withdrawn: consents({ withdrawnAt: '2026-01-01T00:00:00Z' }),
    consent_not_specific: consents({ basis: '2(9)' }),
    order_missing: { state: { orders: [] } },
    order_scope: orders({ approvedBy: ['ann'] }),
    collected_under_earlier_notice: { law: NOTHING_EVER },
    correction_pending: { state: { correctionPending: [...ITEMS] } },
    owner_mismatch: { state: { ownershipFrom: '2026-11-01' } },
    not_requested: { items: [] },
    embedded_personal_data: { record: recordWith('x <prohibited>') },
    text_unsure: { record: recordWith('!unsure') },
  };
}

function standing(recipient: string): Partial<SubjectState> {
  const entrustment: Entrustment = {
    ...{ id: 'e', recipient, items: ITEMS, purposes: [...PURPOSES, ELSEWHERE], from: '2020-01-01', to: null },
  };
  const { order_scope: one, consent_oral: two } = breaking(recipient);
  const orders = (one?.state?.orders ?? []).map((order) => ({ ...order, approvedBy: ['ann', 'bob'] }));
  const consents = (two?.state?.consents ?? []).map((each) => ({ ...each, form: 'written' as const }));
  return { entrustments: [entrustment], orders, consents };
}

/** Unlisted leaves have paths of their own; every other leaf is of the item its path has in the catalogue. */
const itemAt = (path: string): Item | 'envelope' => CATALOGUE.get(path)?.item ?? 'unlisted';

describe.each(RECIPIENTS)('%s, %s', (recipient, role) => {
  it.each([...PURPOSES, ELSEWHERE])('%s', (purpose) => {
    const asked = (item: Item) => {
      const { asks } = STRICT.policy.cellOf(item, role, purpose);
      return guardsAsked({ item, role, asks, kinds: [recipientKindOf(recipient)] }, itemsWithText(CATALOGUE));
    };
    for (const [guard, { state = {}, record = recordWith('x'), items, contract, law = ALONE }] of Object.entries(
      breaking(recipient),
    )) {
      const more = { record, items, ...(contract === null ? { contract } : {}) };
      const { verdicts } = ask(law, recipient, purpose, { ...standing(recipient), ...state }, more);
      const bitten = new Set(verdicts.filter(({ reason }) => reason === guard).map(({ path }) => itemAt(path)));
      for (const item of [...LISTED, 'unlisted' as const]) {
        expect([guard, item, bitten.has(item)]).toEqual([guard, item, (asked(item) as string[]).includes(guard)]);
      }
    }
  });
});

describe('what no cell is needed for', () => {
  it('what is never accepted meets that guard alone', () => {
    expect(guardsAsked({ item: 'prohibited', role: 'company', asks: 'nothing' }, new Set())).toEqual(['prohibited']);
  });
});
