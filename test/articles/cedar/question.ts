// The question put to Cedar about one item of a case: who asks, what for, of which information, and what is known.
import type { Context, EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import { tokyoDay, type Consent, type Item, type Period } from '#wire';
import type { Case } from '../cases.ts';
import { PURPOSE_CODES, groupOf, type Group } from '../matrix.ts';

export interface Question {
  readonly principal: EntityJson;
  readonly action: { readonly type: string; readonly id: string };
  readonly resource: EntityJson;
  readonly context: Context;
}

const uid = (type: string, id: string) => ({ type, id });
const entity = (type: string, id: string, parents: readonly { type: string; id: string }[] = []): EntityJson => ({
  uid: uid(type, id),
  attrs: {},
  parents: [...parents],
});
const LISTED = [uid('Information', 'listed')];
const INFORMATION: Readonly<Record<Group, EntityJson>> = {
  A: entity('Information', 'A', LISTED),
  B: entity('Information', 'B', LISTED),
  U: entity('Information', 'U'),
  N: entity('Information', 'N'),
};

/** Kinds of a recipient by the form of its id, as the wire's table lists them; the dealer of the record is its publisher too. */
function kindsOf(id: string, dealerCode: string): readonly string[] {
  if (id === 'bmw-japan') return ['company'];
  if (id === 'bmw-japan-finance') return ['finance'];
  if (id === 'bmw-ag') return ['headquarters', 'entrusted'];
  if (id === 'dealer-network') return ['dealer'];
  const [, kind = '', code = ''] = /^([a-z]+):((?:[A-Za-z0-9]+-)*[A-Za-z0-9]+)$/.exec(id) ?? [];
  if (kind === 'dealer' && code === dealerCode) return ['dealer', 'contracted', 'publisher'];
  if (kind === 'dealer' && code !== 'network') return ['dealer', 'contracted'];
  if (kind === 'insurer') return ['insurer', 'contracted'];
  if (kind === 'subcontractor') return ['subcontractor', 'entrusted'];
  return kind === 'authority' ? ['authority'] : ['unknown'];
}

/** Kinds a general consent may name. */
const KIND_WORDS = ['finance', 'dealer', 'insurer'];

const names = (each: { readonly items: readonly string[] }, item: Item) => each.items.includes(item);
const runs = ({ from, to }: Period, day: string) => from <= day && (to === null || day <= to);

/** Whether any consent, entrustment or order reaches so far: Cedar has no quantifier. */
function groundsOf({ at, state, hasSubject, recipient, purpose }: Case, item: Item, kinds: readonly string[]) {
  const id = String(recipient.id);
  const today = tokyoDay(at);
  const contract = kinds.includes('contracted') ? recipient.contract : null;
  const words = KIND_WORDS.filter((word) => kinds.includes(word));
  const isGood = (consent: Consent) =>
    names(consent, item) &&
    consent.purposes.includes(String(purpose)) &&
    consent.form !== 'oral' &&
    Date.parse(consent.obtainedAt) < at &&
    !(consent.withdrawnAt && Date.parse(consent.withdrawnAt) <= at);
  const good = hasSubject ? state.consents.filter(isGood) : [];
  const entrusted = state.entrustments.filter((each) => each.recipient === id && runs(each, today));
  const audited = entrusted.filter(({ auditDueOn }) => !(auditDueOn && auditDueOn < today));
  const orders = state.orders.filter((order) => order.recipient === id && runs(order, today));
  return {
    standsContracted: contract !== null && runs(contract, today),
    standsEntrusted: entrusted.length > 0,
    consented: good.some(({ recipients }) => recipients.some((each) => each === id || words.includes(each))),
    specificallyConsented: good.some(({ recipients, basis }) => basis === 'specific' && recipients.includes(id)),
    entrustedWith: audited.some((each) => names(each, item) && each.purposes.includes(String(purpose))),
    ordered: orders.some((order) => names(order, item) && new Set(order.approvedBy).size >= 2),
  };
}

/** What holds, each by its name, and nothing of what does not: it costs Cedar least to take in. */
function contextOf(c: Case, item: Item, kinds: readonly string[]): Context {
  const { at, state, items } = c;
  const occurredOn = tokyoDay(c.occurredAt);
  const stopped = (kind: string) => state.stops.some((stop) => stop.kind === kind && Date.parse(stop.at) <= at);
  const answers = {
    ...groundsOf(c, item, kinds),
    beforePolicy: !(occurredOn >= c.firstEffectiveOn),
    killed: state.killed,
    notAccepted: !state.dealerAccepted,
    erased: stopped('erasure'),
    ceased: stopped('cessation'),
    corrected: state.correctionPending.includes(item),
    ofEarlierOwner: state.ownershipFrom !== null && occurredOn < state.ownershipFrom,
    notRequested: items !== undefined && !items.includes(item),
  };
  return Object.fromEntries(Object.entries(answers).filter(([, holds]) => holds));
}

function actionOf(purpose: unknown): string {
  if (typeof purpose !== 'string' || purpose === '') return 'none';
  return Object.hasOwn(PURPOSE_CODES, purpose) ? (PURPOSE_CODES[purpose] ?? 'PX') : 'PX';
}

/** The question about `item`. Never throws. */
export function questionOf(item: Item, c: Case): Question {
  const id = String(c.recipient.id);
  const kinds = kindsOf(id, c.dealerCode);
  return {
    principal: entity(
      'Recipient',
      id,
      kinds.map((kind) => uid('Kind', kind)),
    ),
    action: uid('Action', actionOf(c.purpose)),
    resource: INFORMATION[groupOf(item)],
    context: contextOf(c, item, kinds),
  };
}
