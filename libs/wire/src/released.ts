// What a recipient gets on its topic: a release or a recall, as a CloudEvent in Kafka's binary mode.
import type { JsonObject } from './json.js';

export const RELEASED_TYPE = 'service-record.released.v1';
export const RECALLED_TYPE = 'service-record.recalled.v1';

/** A released record: envelope outward and the permitted leaves, constructed anew. */
export type ReleasedRecord = JsonObject & { recordId: string; revision: number; status: string; dealerCode: string };

/** Takes back every lower and the equal revision. Holds no value. */
export interface Recall {
  readonly recordId: string;
  readonly revision: number;
  readonly status: string;
  readonly reason: 'voided' | 'nothing-permitted';
}

/** Headers of the topics. `ce_*` are CloudEvents 1.0; `gw_*` are ours. Every value is UTF-8 text. */
export const HEADERS = {
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  specVersion: 'ce_specversion',
  time: 'ce_time',
  contentType: 'content-type',
  traceparent: 'traceparent',
  /** Decision id, equal to `ce_id` on a stream's topic. */
  decision: 'gw_decision',
  stream: 'gw_stream',
  /** Policy version id. */
  policy: 'gw_policy',
  purpose: 'gw_purpose',
  /** 16 random bytes, base64url: opens the commitments of the decision. */
  salt: 'gw_salt',
  /** On `service-records`: flags of identifiers kept by intake, `path:flag` joined by `,`; no value. */
  flags: 'gw_flags',
  /** On `service-records`: the id of the acceptance (UUID), so that an interrupted one can be settled. */
  acceptance: 'gw_acceptance',
  /** On `decisions`: keyed HMACs that link to the record, the subject and the vehicle; erasable downstream. */
  record: 'gw_record',
  subject: 'gw_subject',
  vehicle: 'gw_vehicle',
  /** The chassis number's, of a record that has a VIN too (that one is `gw_vehicle`). */
  chassis: 'gw_chassis',
} as const;
