// Steps 2 to 11 of the order of judgement, for one thing a leaf can be judged as.
import type { Item, Outcome, PermitReason, WithholdReason } from '#wire';
import type { Asks } from './compiled-policy.js';
import type { Facts } from './facts.js';
import {
  FIRST_VEHICLE_ITEM,
  JUDGED_COUNT,
  PROHIBITED,
  UNLISTED,
  itemIndexOf,
  itemOf,
  unlistedReasonOf,
} from './judged-as.js';

/** The verdict on everything judged alike. */
export interface Judgement {
  readonly item: Item;
  readonly outcome: Exclude<Outcome, 'redact'>;
  readonly reason: PermitReason | WithholdReason;
  readonly clause: string;
}

/** Why what a cell asks is not given, or `null` where it is. An answer that was never assessed is not given. */
function failureOf(asks: Asks, facts: Facts, item: number): WithholdReason | null {
  if (asks === 'nothing') return null;
  if (asks === 'withhold') return 'not_in_scope';
  if (asks === 'statistics') return 'statistics_only';
  const failure = facts.assessments[asks]?.failures[item];
  return failure === undefined ? 'not_in_scope' : failure;
}

/** The first test that fails, or `null` where all pass. The numbers are those of `decide`. */
function firstFailure(judgedAs: number, facts: Facts): WithholdReason | null {
  const item = itemIndexOf(judgedAs);
  const bit = 1 << item;
  const { column } = facts;
  const asks = column.cells[item]?.asks ?? 'withhold';
  const isOwnRecord = column.role === 'publishing-dealer';

  // 2. never accepted, or before the first version
  if (item === PROHIBITED) return 'prohibited';
  if (facts.isHeld) return 'held_before_policy';
  // 3. the purpose
  if (facts.isPurposeMissing) return 'purpose_missing';
  // 4. the recipient
  if (facts.standing !== null) return facts.standing;
  if (column.role === null) return 'recipient_unknown';
  // 5. the kill switch and the dealer's acceptance
  if (facts.isKilled) return 'killed';
  if (!facts.isAccepted) return 'policy_not_accepted';
  // 6. erasure and cessation
  if (facts.isErased) return 'erased';
  if (facts.isCeased && asks !== 'order' && !isOwnRecord) return 'stop_cessation';
  // 7. the cell
  const isOrdered = asks === 'order' && column.role === 'authority' && facts.isUnlistedOrdered;
  if (item === UNLISTED && !isOrdered) return unlistedReasonOf(judgedAs);
  if (asks === 'withhold') return 'not_in_scope';
  if (asks === 'statistics') return 'statistics_only';
  // 8. what the cell asks
  const failure = failureOf(asks, facts, item);
  if (failure !== null) return failure;
  // 9. every other version in force since the record occurred
  for (const earlier of column.earlier[item] ?? []) {
    if (failureOf(earlier, facts, item) !== null) return 'collected_under_earlier_notice';
  }
  // 10. corrections, and the vehicle's present owner
  if ((facts.corrections & bit) !== 0 && !isOwnRecord) return 'correction_pending';
  const isCustomerItem = item < FIRST_VEHICLE_ITEM;
  if (isCustomerItem && facts.isOwnerMismatch && column.role !== 'company' && !isOwnRecord) return 'owner_mismatch';
  // 11. what the stream asked for
  if ((facts.requested & bit) === 0) return 'not_requested';
  return null;
}

function judge(judgedAs: number, facts: Facts): Judgement {
  const { column } = facts;
  const item = itemOf(judgedAs);
  const failure = firstFailure(judgedAs, facts);
  if (failure !== null) {
    return { item, outcome: 'withhold', reason: failure, clause: column.policy.clauseOf(failure, column.role) };
  }
  const cell = column.cells[itemIndexOf(judgedAs)];
  if (cell === undefined) throw new Error('a leaf was permitted by no cell');
  return { item, outcome: 'permit', reason: cell.reason, clause: cell.clause };
}

/** The judgement on everything a leaf can be judged as, by its index. Never throws. */
export function judgeAll(facts: Facts): readonly Judgement[] {
  return Array.from({ length: JUDGED_COUNT }, (_, judgedAs) => judge(judgedAs, facts));
}

/** Calls `add` with each id of a consent, entrustment or order an item rests on, in the judged version and every other; not for what asks nothing. Never throws. */
export function eachReference(judgedAs: number, facts: Facts, add: (id: string) => void): void {
  const item = itemIndexOf(judgedAs);
  const addOf = (asks: Asks) => {
    const id = facts.assessments[asks]?.references[item];
    if (typeof id === 'string') add(id);
  };
  addOf(facts.column.cells[item]?.asks ?? 'withhold');
  facts.column.earlier[item]?.forEach(addOf);
}
