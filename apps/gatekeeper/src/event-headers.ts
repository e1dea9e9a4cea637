// Headers of what goes out: CloudEvents 1.0 in Kafka's binary mode, and our own.
import type { Law } from '#policy';
import { HEADERS, type Stream } from '#wire';
import { instantText } from './instant-text.js';
import type { RecordLinks } from './record-links.js';

/** What a release, a recall or a decision says of itself. */
export interface OutwardEvent {
  /** Decision id. */
  readonly id: string;
  readonly stream: Stream;
  readonly law: Law;
  readonly salt: Buffer;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** `type` of the event that stands on `decisions`. */
export const DECIDED_TYPE = 'service-record.decided.v1';

/** Headers of a release or a recall on a stream's topic. */
export function releaseHeaders(event: OutwardEvent, type: string, traceparent: string): Record<string, string> {
  return {
    ...envelope(event, type, `urn:joint-use-gateway:stream:${event.stream.id}`),
    [HEADERS.traceparent]: traceparent,
  };
}

/**
 * Headers of a decision: here alone stands what links it to a record, and downstream it can be erased. `trace`: where the
 * record is traced, its `traceparent`; the ledger keeps it nowhere.
 */
export function decisionHeaders(
  event: OutwardEvent,
  links: RecordLinks,
  trace: string | undefined,
): Record<string, string> {
  const headers = envelope(event, DECIDED_TYPE, 'urn:joint-use-gateway:decisions');
  headers[HEADERS.record] = links.record;
  if (trace !== undefined) headers[HEADERS.traceparent] = trace;
  if (links.subject !== null) headers[HEADERS.subject] = links.subject;
  const [vehicle, chassis] = links.vehicles;
  if (vehicle !== undefined) headers[HEADERS.vehicle] = vehicle;
  if (chassis !== undefined) headers[HEADERS.chassis] = chassis;
  return headers;
}

function envelope(event: OutwardEvent, type: string, source: string): Record<string, string> {
  return {
    [HEADERS.specVersion]: '1.0',
    [HEADERS.id]: event.id,
    [HEADERS.type]: type,
    [HEADERS.source]: source,
    [HEADERS.time]: instantText(event.at),
    [HEADERS.contentType]: 'application/json',
    [HEADERS.decision]: event.id,
    [HEADERS.stream]: event.stream.id,
    [HEADERS.policy]: event.law.judged.id,
    [HEADERS.purpose]: event.stream.purpose,
    [HEADERS.salt]: event.salt.toString('base64url'),
  };
}
