// What one stream is sent of one record, as bytes.
import { projectParts, type Body, type Decided, type PreparedRecord, type Projection } from '#policy';
import { RECALLED_TYPE, RELEASED_TYPE, type Effect, type Recall } from '#wire';
import type { Readable } from './read-record.js';

/** What goes out, and as what. */
export interface Sent {
  readonly effect: Exclude<Effect, 'withheld'>;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Bytes of what streams share of one record. */
export type Bodies = Map<Body, Buffer>;

/** A release, a recall of what earlier revisions released, or nothing. `bodies` is the record's. */
export function sentBytes(
  readable: Readable,
  prepared: PreparedRecord,
  decided: Decided,
  outwardId: string,
  bodies: Bodies,
): Sent | null {
  const released = readable.status === 'voided' ? null : projectParts(prepared, decided, outwardId);
  if (released !== null) return { effect: 'released', type: RELEASED_TYPE, bytes: bytesOf(released, bodies) };
  return replacesAnother(readable) ? recallOf(readable, outwardId) : null;
}

function bytesOf({ head, body }: Projection, bodies: Bodies): Buffer {
  let shared = bodies.get(body);
  if (shared === undefined) bodies.set(body, (shared = Buffer.from(body.json)));
  return Buffer.concat([Buffer.from(head), shared]);
}

/** A first revision that is not voided takes nothing back. */
export function replacesAnother({ revision, status }: Readable): boolean {
  return status === 'voided' || revision > 1;
}

/** Takes back what earlier revisions released; no value of the record is in it. */
export function recallOf({ revision, status }: Readable, outwardId: string): Sent {
  const reason = status === 'voided' ? 'voided' : 'nothing-permitted';
  const recall: Recall = { recordId: outwardId, revision, status, reason };
  return { effect: 'recalled', type: RECALLED_TYPE, bytes: Buffer.from(JSON.stringify(recall)) };
}
