// The facts vector: everything a decision reads of record and state besides paths, as answers and not as data.
import { isDay, isItem, parseInstant, type Stop, type WithholdReason } from '#wire';
import { assessConsents, type Assessment } from './assess-consents.js';
import { assessEntrustments, assessOrders, ordersNameUnlisted } from './assess-parties.js';
import type { Assessed, Column } from './column.js';
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

/** Answers by what is asked; what no cell of the column asks stays unassessed. */
export type Assessments = Partial<Record<Asks, Assessment>>;

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
  readonly assessments: Assessments;
  /** Everything read of record and state but the assessments, as one number. */
  readonly vector: number;
  /** The assessments, as one word. In one column equal vectors and words give equal verdicts. */
  readonly word: number | string;
}

const ALL_ITEMS = (1 << ITEM_COUNT) - 1;
/** What the vector counts in beyond the flags, and beyond the corrections. */
const FLAGS = 2 ** 8;
const ITEM_SETS = 2 ** ITEM_COUNT;
/** A stop whose instant cannot be read counts from always. */
function bites(stop: Stop, at: number): boolean {
  return !(parseInstant(stop.at) > at);
}

function assess(
  asked: Assessed,
  { at, state }: Situation,
  standing: Standing,
  purpose: string,
  hasSubject: boolean,
  day: string,
): Assessment {
  switch (asked) {
    case 'consent':
    case 'specific-consent':
      return assessConsents(hasSubject ? state.consents : [], standing, purpose, at, asked === 'specific-consent');
    case 'entrustment':
      return assessEntrustments(state.entrustments, standing.id, purpose, day);
    case 'order':
      return assessOrders(state.orders, standing.id, day);
  }
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
  let isErased = false;
  let isCeased = false;
  for (const stop of state.stops) {
    if (!bites(stop, at)) continue;
    if (stop.kind === 'cessation') isCeased = true;
    else isErased = true;
  }
  const hasChangedOwner = ownershipFrom !== null && ownershipFrom !== undefined;
  const isOwnerMismatch = hasChangedOwner && !(isDay(ownershipFrom) && record.occurredOn >= ownershipFrom);
  const isUnlistedOrdered = column.asks.includes('order') && ordersNameUnlisted(state.orders, standing.id);
  const corrections = state.correctionPending.every(isItem) ? itemBits(state.correctionPending) : ALL_ITEMS;
  const requested = situation.items === undefined ? ALL_ITEMS : itemBits(situation.items);
  const assessments: Assessments = {};
  /** Hardly any column asks for more than one assessment: a number is then enough. */
  let word: number | string = 0;
  for (const [index, asked] of column.asks.entries()) {
    const assessment = assess(asked, situation, standing, isPurposeMissing ? '' : purpose, record.hasSubject, day);
    assessments[asked] = assessment;
    word = index === 0 ? assessment.code : `${word} ${assessment.code}`;
  }
  const flags =
    (isHeld ? 1 : 0) |
    (isPurposeMissing ? 2 : 0) |
    (isKilled ? 4 : 0) |
    (isAccepted ? 8 : 0) |
    (isErased ? 16 : 0) |
    (isCeased ? 32 : 0) |
    (isOwnerMismatch ? 64 : 0) |
    (isUnlistedOrdered ? 128 : 0);
  const vector = flags + (corrections + requested * ITEM_SETS) * FLAGS;
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
    vector,
    word,
  };
}
