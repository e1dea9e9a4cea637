// The order of judgement, naively: one function to read aloud, written from the wire's page and the matrix alone.
import { PERMIT_REASONS, coversDay, tokyoDay, type Consent, type Item } from '#wire';
import type { Case } from './cases.ts';
import { groupOf, type CellCode, type Code, type Matrix } from './matrix.ts';

/** What is judged: a leaf, or something found inside one. */
export interface Judged {
  /** What it is, by the catalogue: step 1, see `read-leaves.ts`. */
  readonly item: Item;
  /** Why an unlisted one is unlisted. */
  readonly unlistedFor: string;
  /** Items found in its text, in whatever order; `unsure` where the text cannot be searched. */
  readonly finds: readonly Item[] | 'unsure';
}

/** The reason. `matrix` is of the judged version; `others` also were in force since the record occurred. */
export function referenceDecide(leaf: Judged, c: Case, matrix: Matrix, others: readonly Matrix[]): string {
  //  1. What is judged is one item of the policy's lists, or is not listed.
  const { item, unlistedFor, finds } = leaf;
  //  2. What is never accepted stays; so does a record from before the first version.
  if (item === 'prohibited') return 'prohibited';
  if (!(occurredOn(c) >= c.firstEffectiveOn)) return 'held_before_policy';
  //  3. A purpose is stated.
  if (typeof c.purpose !== 'string' || c.purpose === '') return 'purpose_missing';
  //  4. The recipient is one of the policy's, and stands.
  const code = codeOf(c);
  if (code === 'UN') return 'recipient_unknown';
  if (isEntrusted(code) && entrustmentsOf(c).length === 0) return 'not_entrusted';
  if (needsContract(c) && !coversDay(c.recipient.contract, today(c))) return 'recipient_inactive';
  //  5. The responsible party has not stopped everything; the dealer has accepted the policy.
  if (c.state.killed) return 'killed';
  if (!c.state.dealerAccepted) return 'policy_not_accepted';
  //  6. The customer has stopped nothing; an order and the publishing dealer's own record outlast a cessation.
  const cell = matrix(item, code, c.purpose);
  if (isStopped('erasure', c)) return 'erased';
  if (isStopped('cessation', c) && cell !== 'L' && code !== 'DS') return 'stop_cessation';
  //  7. What is not listed goes nowhere, but to an authority whose order names it.
  if (item === 'unlisted' && !(cell === 'L' && ordersOf(c).some(({ items }) => items.includes(item))))
    return unlistedFor;
  //  8. What the cell asks is there.
  const refused = refusal(cell, item, c);
  if (refused !== null) return refused;
  //  9. Every other version in force since the record occurred would permit it too.
  if (others.some((other) => refusal(other(item, code, String(c.purpose)), item, c) !== null))
    return 'collected_under_earlier_notice';
  // 10. The item is not being corrected; customer information is of the vehicle's present owner.
  if (c.state.correctionPending.includes(item) && code !== 'DS') return 'correction_pending';
  if (isEarlierOwners(c) && groupOf(item) === 'A' && code !== 'K' && code !== 'DS') return 'owner_mismatch';
  // 11. The stream asked for it.
  if (c.items !== undefined && !c.items.includes(item)) return 'not_requested';
  // 12. Its text can be searched; what is found inside is judged as what it is.
  if (finds === 'unsure') return 'text_unsure';
  if (finds.some((find) => !isPermit(referenceDecide(asFound(find), c, matrix, others))))
    return 'embedded_personal_data';
  return groundOf(cell, code, item, c.purpose);
}

const isPermit = (reason: string) => (PERMIT_REASONS as readonly string[]).includes(reason);
const today = ({ at }: Case) => tokyoDay(at);
const occurredOn = ({ occurredAt }: Case) => tokyoDay(occurredAt);
const isEntrusted = (code: Code) => code === 'SU' || code === 'HQ';
const isStopped = (kind: string, { at, state }: Case) =>
  state.stops.some((stop) => stop.kind === kind && Date.parse(stop.at) <= at);
const isEarlierOwners = (c: Case) => c.state.ownershipFrom !== null && occurredOn(c) < c.state.ownershipFrom;

/** Something found inside a text, as what is judged. */
export function asFound(item: Item): Judged {
  return { item, unlistedFor: 'unlisted', finds: [] };
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
  c.state.entrustments.filter((each) => each.recipient === c.recipient.id && coversDay(each, today(c)));

/** Step 8: why what the cell asks is not there; `null` where it is. */
function refusal(cell: CellCode, item: Item, c: Case): string | null {
  const orders = ordersOf(c);
  const approved = orders.filter((each) => new Set(each.approvedBy).size >= 2 && coversDay(each, today(c)));
  const audited = entrustmentsOf(c).filter(({ auditDueOn }) => !auditDueOn || today(c) <= auditDueOn);
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
