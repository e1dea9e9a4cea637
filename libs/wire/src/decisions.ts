// What a decision says: outcome, clause and reason for each leaf, from one closed list.
import { ITEMS, type Item } from './items.js';

export const OUTCOMES = ['permit', 'redact', 'withhold'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a leaf is released. */
export const PERMIT_REASONS = [
  'joint_use',
  'company_purpose',
  'own_record',
  'consent',
  'specific_consent',
  'entrusted',
  'legal_order',
] as const;

/** Why part of a text is cut out. */
export const REDACT_REASONS = ['embedded_personal_data'] as const;

/** Why a leaf is withheld. */
export const WITHHOLD_REASONS = [
  'purpose_missing',
  'recipient_unknown',
  'recipient_inactive',
  'not_entrusted',
  'killed',
  'policy_not_accepted',
  'erased',
  'stop_cessation',
  'correction_pending',
  'unmapped',
  'unlisted',
  'provenance',
  'not_in_scope',
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
  'owner_mismatch',
  'not_requested',
  'text_unsure',
  'prohibited',
  'held_before_policy',
  'collected_under_earlier_notice',
] as const;

/** The closed list of reasons. */
export const REASONS = [...PERMIT_REASONS, ...REDACT_REASONS, ...WITHHOLD_REASONS] as const;

export type PermitReason = (typeof PERMIT_REASONS)[number];
export type RedactReason = (typeof REDACT_REASONS)[number];
export type WithholdReason = (typeof WITHHOLD_REASONS)[number];
export type Reason = (typeof REASONS)[number];

/** The verdict on every leaf at `path` that shares outcome, item and reason. Holds no value. */
export interface Decision {
  /** Path of the leaf. Outside `evaluate` and `preview` the keys of an unmapped path are written `?`. */
  readonly path: string;
  readonly item: Item;
  readonly outcome: Outcome;
  /** The clause of the policy the verdict rests on, such as `3(3)+4(1)(b)+4(2)(b)`. */
  readonly clause: string;
  readonly reason: Reason;
}

/** JSON Schema of {@link Decision}'s properties, all of them required, for the documents of those who answer with decisions. */
export const DECISION_PROPERTIES = {
  path: { type: 'string' },
  item: { type: 'string', enum: [...ITEMS] },
  outcome: { type: 'string', enum: [...OUTCOMES] },
  clause: { type: 'string' },
  reason: { type: 'string', enum: [...REASONS] },
} satisfies Record<keyof Decision, object>;

/** The id of a decision, the same inside and outside: `<outward record id>.<revision>.<purpose>`. */
export function decisionIdOf(outwardRecordId: string, revision: number, purpose: string): string {
  return `${outwardRecordId}.${revision}.${purpose}`;
}
