// The order of judgement, naively: what the engine must say of one item, written from the wire's page and the matrix alone.
import { coversDay, tokyoDay, type Consent, type Item } from '#wire';
import type { Case } from './cases.ts';
import { groupOf, type CellCode, type Code, type Matrix } from './matrix.ts';

/** The reason, in the wire's order. `unlistedFor` says why an unlisted leaf is unlisted; `others` also were in force. */
export function referenceDecide(
  item: Item,
  unlistedFor: string,
  c: Case,
  matrix: Matrix,
  others: readonly Matrix[],
): string {
  const { purpose, state } = c;
  const code = codeOf(c);
  const occurredOn = tokyoDay(c.occurredAt);
  const isStopped = (kind: string) => state.stops.some((stop) => stop.kind === kind && Date.parse(stop.at) <= c.at);
  const named = typeof purpose === 'string' ? purpose : '';
  const cell = matrix(item, code, named);
  const namesUnlisted = ordersOf(c).some(({ items }) => items.includes('unlisted'));
  // 2, 3, 4
  if (item === 'prohibited') return 'prohibited';
  if (!(occurredOn >= c.firstEffectiveOn)) return 'held_before_policy';
  if (named === '') return 'purpose_missing';
  if (code === 'UN') return 'recipient_unknown';
  if ((code === 'SU' || code === 'HQ') && entrustmentsOf(c).length === 0) return 'not_entrusted';
  if (needsContract(c) && !coversDay(c.recipient.contract, tokyoDay(c.at))) return 'recipient_inactive';
  // 5, 6
  if (state.killed) return 'killed';
  if (!state.dealerAccepted) return 'policy_not_accepted';
  if (isStopped('erasure')) return 'erased';
  if (isStopped('cessation') && cell !== 'L' && code !== 'DS') return 'stop_cessation';
  // 7, 8, 9
  if (item === 'unlisted' && !(cell === 'L' && namesUnlisted)) return unlistedFor;
  const refused = refusal(cell, item, c);
  if (refused !== null) return refused;
  const wouldRefuse = (other: Matrix) => refusal(other(item, code, named), item, c) !== null;
  if (others.some(wouldRefuse)) return 'collected_under_earlier_notice';
  // 10, 11
  if (state.correctionPending.includes(item) && code !== 'DS') return 'correction_pending';
  const isEarlierOwners = state.ownershipFrom !== null && occurredOn < state.ownershipFrom;
  if (groupOf(item) === 'A' && code !== 'K' && code !== 'DS' && isEarlierOwners) return 'owner_mismatch';
  if (c.items !== undefined && !c.items.includes(item)) return 'not_requested';
  return groundOf(cell, code, item, named);
}

function groundOf(cell: CellCode, code: Code, item: Item, purpose: string): string {
  if (cell === 'C') return 'consent';
  if (cell === 'S') return 'specific_consent';
  if (cell === 'E') return 'entrusted';
  if (cell === 'L') return 'legal_order';
  if (code === 'DS') return 'own_record';
  const isCompanys = code === 'K' && (groupOf(item) === 'A' || !purpose.startsWith('joint.'));
  return isCompanys ? 'company_purpose' : 'joint_use';
}

function codeOf({ recipient: { id }, dealerCode }: Case): Code {
  if (id === 'bmw-japan') return 'K';
  if (id === 'bmw-japan-finance') return 'F';
  if (id === 'bmw-ag') return 'HQ';
  if (id === 'dealer-network') return 'DO';
  if (id === 'dealer:network') return 'UN';
  const kind = /^(dealer|insurer|subcontractor|authority):[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.exec(String(id))?.[1];
  if (kind === 'dealer') return id === `dealer:${dealerCode}` ? 'DS' : 'DO';
  return kind === 'insurer' ? 'I' : kind === 'subcontractor' ? 'SU' : kind === 'authority' ? 'AU' : 'UN';
}

const needsContract = ({ recipient }: Case) => /^(dealer|insurer):/.test(String(recipient.id));
const ordersOf = (c: Case) => c.state.orders.filter(({ recipient }) => recipient === c.recipient.id);
const entrustmentsOf = (c: Case) =>
  c.state.entrustments.filter((each) => each.recipient === c.recipient.id && coversDay(each, tokyoDay(c.at)));

/** Step 8: why what the cell asks is not there; `null` where it is. */
function refusal(cell: CellCode, item: Item, c: Case): string | null {
  const today = tokyoDay(c.at);
  const orders = ordersOf(c);
  const approved = orders.filter((each) => new Set(each.approvedBy).size >= 2 && coversDay(each, today));
  const audited = entrustmentsOf(c).filter(({ auditDueOn }) => !auditDueOn || today <= auditDueOn);
  const names = (each: { items: readonly string[]; purposes: readonly string[] }) =>
    each.items.includes(item) && each.purposes.includes(String(c.purpose));
  if (cell === 'A') return null;
  if (cell === 'M') return 'statistics_only';
  if (cell === 'E') return audited.some(names) ? null : 'not_entrusted';
  if (cell === 'L' && orders.length === 0) return 'order_missing';
  if (cell === 'L') return approved.some(({ items }) => items.includes(item)) ? null : 'order_scope';
  if (cell === 'C' || cell === 'S') return consentRefusal(cell === 'S', item, c);
  return 'not_in_scope';
}

const KIND_WORDS: Partial<Record<Code, string>> = { F: 'finance', DS: 'dealer', DO: 'dealer', I: 'insurer' };

function consentRefusal(isSpecific: boolean, item: Item, c: Case): string | null {
  const consents = c.hasSubject ? c.state.consents : [];
  const kind = isSpecific ? undefined : KIND_WORDS[codeOf(c)];
  const tests: readonly (readonly [string, (consent: Consent) => boolean])[] = [
    [
      'consent_wrong_recipient',
      ({ recipients }) => recipients.some((each) => each === c.recipient.id || each === kind),
    ],
    ['consent_wrong_item', ({ items }) => items.includes(item)],
    ['consent_wrong_purpose', ({ purposes }) => purposes.includes(String(c.purpose))],
    ['consent_oral', ({ form }) => form !== 'oral'],
    ['consent_late', ({ obtainedAt }) => Date.parse(obtainedAt) < c.at],
    ['consent_withdrawn', ({ withdrawnAt }) => !withdrawnAt || Date.parse(withdrawnAt) > c.at],
    ['consent_not_specific', ({ basis }) => !isSpecific || basis === 'specific'],
  ];
  let furthest = -1;
  for (const consent of consents) {
    const failed = tests.findIndex(([, passes]) => !passes(consent));
    if (failed === -1) return null;
    furthest = Math.max(furthest, failed);
  }
  return tests[furthest]?.[0] ?? 'consent_absent';
}
