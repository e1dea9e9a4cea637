// The facts vector: everything a decision reads of record and state besides paths, as answers and not as data.
import { isDay, parseInstant, type Stop, type WithholdReason } from '#wire';
import { assessConsents, type Assessment } from './assess-consents.js';
import { assessEntrustments, assessOrders, ordersNameUnlisted } from './assess-parties.js';
import type { Column } from './column.js';
import type { Asks } from './compiled-policy.js';
import { ITEM_COUNT, itemBits } from './judged-as.js';
import type { Law, Situation } from './situation.js';
import type { Standing } from './standing.js';

/** What of the record itself the facts read. */
export interface RecordFacts {
  /** Asia/Tokyo day it occurred; `''` where it cannot be read. */
  readonly occurredOn: string;
  readonly dealerCode: string | null;
  /** True for a record with a `customer.id`: without one it can rest on no consent. */
  readonly hasSubject: boolean;
}

export interface Facts {
  readonly column: Column;
  readonly isHeld: boolean;
  readonly isPurposeMissing: boolean;
  /** Why the recipient does not stand; `null`: it stands. */
  readonly standing: WithholdReason | null;
  readonly isKilled: boolean;
  readonly isAccepted: boolean;
  readonly isErased: boolean;
  readonly isCeased: boolean;
  readonly isOwnerMismatch: boolean;
  /** An order of this recipient names what the policy does not list. */
  readonly isUnlistedOrdered: boolean;
  /** Bits by item index. */
  readonly corrections: number;
  readonly requested: number;
  /** Answers to what the column's cells ask; nothing asked, nothing assessed. */
  readonly assessments: ReadonlyMap<Asks, Assessment>;
  /** Equal keys, equal verdicts. */
  readonly key: string;
}

const ALL_ITEMS = (1 << ITEM_COUNT) - 1;
const REASON_INITIAL: Partial<Record<WithholdReason, string>> = {
  recipient_unknown: 'u',
  recipient_inactive: 'i',
  not_entrusted: 'e',
};

/** A stop whose instant cannot be read counts from always. */
function bites(stop: Stop, at: number): boolean {
  return !(parseInstant(stop.at) > at);
}

function assessAll(situation: Situation, standing: Standing, column: Column, hasSubject: boolean, day: string) {
  const assessments = new Map<Asks, Assessment>();
  const { at, state } = situation;
  const purpose = String(situation.purpose);
  const consents = hasSubject ? state.consents : [];
  for (const asks of column.asks) {
    if (asks === 'consent') assessments.set(asks, assessConsents(consents, standing, purpose, at, false));
    if (asks === 'specific-consent') assessments.set(asks, assessConsents(consents, standing, purpose, at, true));
    if (asks === 'entrustment') {
      assessments.set(asks, assessEntrustments(state.entrustments, standing.id, purpose, day));
    }
    if (asks === 'order') assessments.set(asks, assessOrders(state.orders, standing.id, day));
  }
  return assessments;
}

/** Reads the situation once for all leaves of a record. Never throws on a situation of the declared shape. */
export function readFacts(
  record: RecordFacts,
  situation: Situation,
  law: Law,
  standing: Standing,
  column: Column,
  day: string,
): Facts {
  const { at, purpose, state } = situation;
  const { ownershipFrom } = state;
  const isHeld = day === '' || !isDay(law.firstEffectiveOn) || record.occurredOn < law.firstEffectiveOn;
  const isPurposeMissing = typeof purpose !== 'string' || purpose === '';
  const isKilled = state.killed !== false;
  const isAccepted = state.dealerAccepted === true;
  const isErased = state.stops.some((stop) => stop.kind !== 'cessation' && bites(stop, at));
  const isCeased = state.stops.some((stop) => stop.kind === 'cessation' && bites(stop, at));
  const hasChangedOwner = ownershipFrom !== null && ownershipFrom !== undefined;
  const isOwnerMismatch = hasChangedOwner && !(isDay(ownershipFrom) && record.occurredOn >= ownershipFrom);
  const isUnlistedOrdered = column.asks.has('order') && ordersNameUnlisted(state.orders, standing.id);
  const corrections = itemBits(state.correctionPending);
  const requested = situation.items === undefined ? ALL_ITEMS : itemBits(situation.items);
  const assessments = assessAll(situation, standing, column, record.hasSubject, day);
  let flags = 0;
  for (const flag of [
    isHeld,
    isPurposeMissing,
    isKilled,
    isAccepted,
    isErased,
    isCeased,
    isOwnerMismatch,
    isUnlistedOrdered,
  ]) {
    flags = flags * 2 + (flag ? 1 : 0);
  }
  let key = `${column.serial} ${standing.failure === null ? '' : REASON_INITIAL[standing.failure]} ${flags} ${corrections} ${requested}`;
  for (const [asks, { code }] of assessments) key += ` ${asks} ${code}`;
  return {
    column,
    isHeld,
    isPurposeMissing,
    standing: standing.failure,
    isKilled,
    isAccepted,
    isErased,
    isCeased,
    isOwnerMismatch,
    isUnlistedOrdered,
    corrections,
    requested,
    assessments,
    key,
  };
}
