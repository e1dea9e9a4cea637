// Every case, one after another: a class of each axis, and what the engine is told of it.
import type { CompiledPolicy, Law, Situation } from '#policy';
import type { CertificateAxis, JsonObject } from '#wire';
import { calendarFrom, type Calendar } from './calendar.js';
import { cellsOf } from './cells-of.js';
import { DATES, PROVENANCES, PURPOSE_CLASSES, RECIPIENTS, STOPS, type DateClass, type StopClass } from './classes.js';
import { CONSENTS, CONTRACTS, ENTRUSTMENTS, ORDERS } from './grounds.js';
import { LISTED, ONE_HALF, OTHER_HALF } from './halves.js';
import type { Case } from './may-leave.js';
import { witnessOf, type Witness } from './witness.js';

/** The classes of each axis. */
export const CLASSES = {
  recipients: RECIPIENTS,
  purposes: PURPOSE_CLASSES,
  consents: CONSENTS,
  contracts: CONTRACTS,
  stops: STOPS,
  orders: ORDERS,
  entrustments: ENTRUSTMENTS,
  provenances: PROVENANCES,
  dates: DATES,
};
export type Classes = typeof CLASSES;

/** What a leaf of the witness can be. All of them are in every decision, so they multiply cases and not decisions. */
const TOLD = [...LISTED, 'unlisted', 'unknown-path', 'prohibited'];

const idsOf = (classes: readonly { readonly id: string }[]) => classes.map(({ id }) => id);

/** Every axis with its classes, by the names violations use. */
export const AXES: readonly CertificateAxis[] = [
  { name: 'item', classes: TOLD },
  { name: 'recipient', classes: idsOf(RECIPIENTS) },
  { name: 'purpose', classes: idsOf(PURPOSE_CLASSES) },
  { name: 'consent', classes: idsOf(CONSENTS) },
  { name: 'contract', classes: idsOf(CONTRACTS) },
  { name: 'stop', classes: idsOf(STOPS) },
  { name: 'order', classes: idsOf(ORDERS) },
  { name: 'entrustment', classes: idsOf(ENTRUSTMENTS) },
  { name: 'provenance', classes: idsOf(PROVENANCES) },
  { name: 'date', classes: idsOf(DATES) },
];

/** Cases of one decision. */
export const CASES_PER_DECISION = TOLD.length;

/** What a policy without a day of its own is taken to begin with. */
const FIRST_DAY = '2017-05-30';

/** A version in two forms: what is written, and what the engine reads. */
export interface Version {
  readonly document: JsonObject;
  readonly policy: CompiledPolicy;
}

/** A witness made ready for the engine, with the law of its date. */
export interface Scene<P> {
  readonly witness: Witness;
  readonly prepared: P;
  readonly law: Law;
}

/** An earlier version that grants one half of the items nothing, and the other for a specific consent alone. */
function narrower(policy: CompiledPolicy): CompiledPolicy {
  const cellOf: CompiledPolicy['cellOf'] = (item, role, purpose) => {
    const cell = policy.cellOf(item, role, purpose);
    if (ONE_HALF.includes(item)) return { ...cell, asks: 'withhold' };
    return OTHER_HALF.includes(item) ? { ...cell, asks: 'specific-consent' } : cell;
  };
  return { ...policy, id: 'narrower', cellOf };
}

/** What stands in the way, as the engine is told of it. */
function stoppedBy({ id }: StopClass, { isOfEarlierOwner }: DateClass, { now, next, today }: Calendar) {
  const stopOf = (kind: 'cessation' | 'erasure', at = now) => [{ id: 's1', kind, at }];
  const stops =
    id === 'cessation'
      ? stopOf('cessation')
      : id === 'cessation-to-come'
        ? stopOf('cessation', next)
        : id === 'erasure'
          ? stopOf('erasure')
          : [];
  return {
    stops,
    killed: id === 'kill-switch',
    dealerAccepted: id !== 'policy-not-accepted',
    correctionPending: id === 'correction-of-half' ? ONE_HALF : [],
    ownershipFrom: isOfEarlierOwner ? today : null,
  };
}

/**
 * Calls `visit` with every case of the recipients given, in one order. `prepare` makes a witness ready, once for each provenance
 * and date.
 */
export function eachCase<P>(
  { document, policy }: Version,
  classes: Classes,
  prepare: (record: JsonObject) => P,
  visit: (c: Case, situation: Situation, scene: Scene<P>) => void,
): void {
  const calendar = calendarFrom(policy.effectiveOn ?? FIRST_DAY);
  const cellsFor = cellsOf(document);
  const earlier = narrower(policy);
  const { at, first: firstEffectiveOn } = calendar;
  for (const date of classes.dates) {
    const alsoInForce = date.isUnderNarrowerVersion ? [earlier, policy] : [policy];
    const law = { judged: policy, alsoInForce, firstEffectiveOn };
    for (const provenance of classes.provenances) {
      const witness = witnessOf(provenance, date, calendar);
      const scene = { witness, prepared: prepare(witness.record), law };
      for (const recipient of classes.recipients)
        for (const purpose of classes.purposes) {
          const cells = cellsFor(recipient.role, purpose.word);
          const asking = { who: recipient, what: purpose, calendar };
          const consents = classes.consents.map((consent) => ({ consent, filed: consent.onFile(asking) }));
          const orders = classes.orders.map((order) => ({ order, filed: order.onFile(asking) }));
          const entrustments = classes.entrustments.map((each) => ({ entrustment: each, filed: each.onFile(asking) }));
          for (const stop of classes.stops) {
            const stopped = stoppedBy(stop, date, calendar);
            const items = stop.id === 'half-asked-for' ? OTHER_HALF : undefined;
            for (const contract of classes.contracts) {
              const party = { id: recipient.recipient, contract: contract.onFile(calendar) };
              for (const { order, filed: ordered } of orders)
                for (const { entrustment, filed: entrusted } of entrustments)
                  for (const { consent, filed: consented } of consents) {
                    const c = {
                      ...{ recipient, purpose, consent, contract, stop, order, entrustment, provenance, date },
                      cells,
                    };
                    const state = { consents: consented, entrustments: entrusted, orders: ordered, ...stopped };
                    visit(c, { at, recipient: party, purpose: purpose.purpose, items, state }, scene);
                  }
            }
          }
        }
    }
  }
}
