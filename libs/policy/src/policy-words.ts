// The words a policy document is written in, and what each means to the engine.
import { ITEMS, PURPOSES, type PermitReason } from '#wire';
import type { Asks, Cell, Role } from './compiled-policy.js';

/** The purpose column of everything the policy does not name. */
export const ANY_OTHER = 'any-other';

/** Purposes a document must name, each once. */
export const PURPOSE_WORDS: readonly string[] = [...PURPOSES, ANY_OTHER];

/** Items a document must name, each once. */
export const ITEM_WORDS: readonly string[] = ITEMS;

/** What a grant's word means, and to whom it may be given. */
export interface Grant {
  readonly asks: Asks;
  readonly reason: PermitReason;
  /** What asks nothing says whose it is, and is true of nobody else; absent: of anybody. */
  readonly to?: readonly Role[];
}

/** What a cell may grant, by its word. Whatever no cell names asks `withhold`. */
export const GRANTS: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  [
    'joint-use',
    { asks: 'nothing', reason: 'joint_use', to: ['company', 'finance', 'publishing-dealer', 'other-dealer'] },
  ],
  ['company-purpose', { asks: 'nothing', reason: 'company_purpose', to: ['company'] }],
  ['own-record', { asks: 'nothing', reason: 'own_record', to: ['publishing-dealer'] }],
  ['with-consent', { asks: 'consent', reason: 'consent' }],
  ['with-specific-consent', { asks: 'specific-consent', reason: 'specific_consent' }],
  ['with-entrustment', { asks: 'entrustment', reason: 'entrusted' }],
  ['with-legal-order', { asks: 'order', reason: 'legal_order' }],
  ['statistics-only', { asks: 'statistics', reason: 'company_purpose' }],
]);

/** In place of a clause: the clause of each purpose, as the document's `purposes` give it. */
export const OF_THE_PURPOSE = 'of the purpose';

/** Guards a document may name, with their clauses, and must where a cell leads to them: every reason to withhold but the refusal of the cell itself. */
export const GUARD_WORDS = [
  'prohibited',
  'held_before_policy',
  'purpose_missing',
  'recipient_unknown',
  'recipient_inactive',
  'not_entrusted',
  'killed',
  'policy_not_accepted',
  'erased',
  'stop_cessation',
  'unmapped',
  'unlisted',
  'provenance',
  'statistics_only',
  'consent_absent',
  'consent_wrong_recipient',
  'consent_wrong_item',
  'consent_wrong_purpose',
  'consent_oral',
  'consent_late',
  'consent_withdrawn',
  'consent_not_specific',
  'order_missing',
  'order_scope',
  'collected_under_earlier_notice',
  'correction_pending',
  'owner_mismatch',
  'not_requested',
  'embedded_personal_data',
  'text_unsure',
] as const;
export type GuardWord = (typeof GUARD_WORDS)[number];

/** The word that grants what a cell holds; `null` for one that grants nothing. Never throws. */
export function grantOf({ asks, reason }: Cell): string | null {
  for (const [word, grant] of GRANTS) if (grant.asks === asks && grant.reason === reason) return word;
  return null;
}

/** Every clause of the policy's text: its preface, its Articles and their parts, and the section on updates. */
export const CLAUSES: ReadonlySet<string> = new Set([
  ...['Preface', '1', '2', '2(1)', '2(2)', '2(3)', '2(4)', '2(5)', '2(6)', '2(7)', '2(8)', '2(9)', '2(10)'],
  ...['3', '3(1)', '3(2)', '3(3)', '4', '4(1)', '4(1)(a)', '4(1)(b)', '4(2)', '4(2)(a)', '4(2)(b)', '4(3)'],
  ...['5', '6', '7', '8', '9', 'Updates'],
]);

const CLAUSE = /^(?:Preface|Updates|[1-9](?:\([0-9a-z]{1,2}\))*(?:\+[1-9](?:\([0-9a-z]{1,2}\))*)*)$/;

/** True for a clause as decisions write it: `4`, `2(10)+3(2)`, `Updates`. Never throws. */
export function isClause(value: unknown): value is string {
  return typeof value === 'string' && CLAUSE.test(value);
}
