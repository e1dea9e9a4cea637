// What a version can permit at all: the yardstick for what the ledger counted as released.
import { recipientKindOf, type Item, type Outcome, type Reason } from '#wire';
import type { CompiledPolicy, Role } from './compiled-policy.js';

/** Every role a recipient's id can have towards a record; none for an id outside the table. Never throws. */
export function rolesOf(recipientId: string): readonly Role[] {
  const kind = recipientKindOf(recipientId);
  switch (kind) {
    case 'dealer':
      return ['publishing-dealer', 'other-dealer'];
    case 'dealer-network':
      return ['other-dealer'];
    case 'unknown':
      return [];
    default:
      return [kind];
  }
}

/** A verdict that let something out. */
export interface Released {
  readonly item: Item;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly clause: string;
}

/**
 * True when some cell of this version grants the item to the recipient for the purpose, on the reason and clause the
 * verdict names (a redacted text: on any). Necessary, not sufficient: whether a consent, an entrustment or an order
 * stood is not asked. Never throws; what it does not know is `false`.
 */
export function couldRelease(
  policy: CompiledPolicy,
  recipientId: string,
  purpose: string,
  { item, outcome, reason, clause }: Released,
): boolean {
  if (outcome === 'withhold' || item === 'prohibited') return false;
  return rolesOf(recipientId).some((role) => {
    const cell = policy.cellOf(item, role, purpose);
    if (cell.asks === 'withhold' || cell.asks === 'statistics') return false;
    if (outcome === 'redact') return reason === 'embedded_personal_data' && clause === policy.clauseOf(reason, role);
    return cell.reason === reason && cell.clause === clause;
  });
}
