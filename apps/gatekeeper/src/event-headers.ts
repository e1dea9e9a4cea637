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
  /** base64url. */
  readonly salt: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** `type` of the event that stands on `decisions`. */
export const DECIDED_TYPE = 'service-record.decided.v1';

/** What a message's headers are made of: `shared` is one object for all of a stream and kind in a batch. */
export interface EventHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly sharedHeaders: Readonly<Record<string, string>>;
}

/** Headers of a release or a recall on a stream's topic. */
export function releaseHeaders(event: OutwardEvent, type: string, traceparent: string): EventHeaders {
  return {
    headers: { ...ownOf(event), [HEADERS.traceparent]: traceparent },
    sharedHeaders: sharedOf(event, type, `urn:joint-use-gateway:stream:${event.stream.id}`),
  };
}

/**
 * Headers of a decision: here alone stands what links it to a record, and downstream it can be erased. `trace`: where the
 * record is traced, its `traceparent`; the ledger keeps it nowhere.
 */
export function decisionHeaders(event: OutwardEvent, links: RecordLinks, trace: string | undefined): EventHeaders {
  const headers = ownOf(event);
  headers[HEADERS.record] = links.record;
  if (trace !== undefined) headers[HEADERS.traceparent] = trace;
  if (links.subject !== null) headers[HEADERS.subject] = links.subject;
  const [vehicle, chassis] = links.vehicles;
  if (vehicle !== undefined) headers[HEADERS.vehicle] = vehicle;
  if (chassis !== undefined) headers[HEADERS.chassis] = chassis;
  return { headers, sharedHeaders: sharedOf(event, DECIDED_TYPE, 'urn:joint-use-gateway:decisions') };
}

function ownOf({ id, salt }: OutwardEvent): Record<string, string> {
  return { [HEADERS.id]: id, [HEADERS.decision]: id, [HEADERS.salt]: salt };
}

type Shared = Readonly<Record<string, string>>;

/** The newest of each stream and type: a batch has one instant. */
const newest = new WeakMap<Stream, Map<string, { at: number; policy: string; headers: Shared }>>();

function sharedOf({ at, stream, law }: OutwardEvent, type: string, source: string): Shared {
  let byType = newest.get(stream);
  if (byType === undefined)
    newest.set(stream, (byType = new Map<string, { at: number; policy: string; headers: Shared }>()));
  const known = byType.get(type);
  const policy = law.judged.id;
  if (known?.at === at && known.policy === policy) return known.headers;
  const headers = {
    [HEADERS.specVersion]: '1.0',
    [HEADERS.type]: type,
    [HEADERS.source]: source,
    [HEADERS.time]: instantText(at),
    [HEADERS.contentType]: 'application/json',
    [HEADERS.stream]: stream.id,
    [HEADERS.policy]: policy,
    [HEADERS.purpose]: stream.purpose,
  };
  byType.set(type, { at, policy, headers });
  return headers;
}
