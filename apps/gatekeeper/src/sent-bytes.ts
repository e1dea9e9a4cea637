// What one stream is sent of one record, as bytes.
import { projectJson, type Decided, type PreparedRecord } from '#policy';
import { RECALLED_TYPE, RELEASED_TYPE, type Effect, type Recall } from '#wire';
import type { Readable } from './read-record.js';

/** What goes out, and as what. */
export interface Sent {
  readonly effect: Exclude<Effect, 'withheld'>;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A release, a recall of what earlier revisions released, or nothing. */
export function sentBytes(
  readable: Readable,
  prepared: PreparedRecord,
  decided: Decided,
  outwardId: string,
): Sent | null {
  const released = readable.status === 'voided' ? null : projectJson(prepared, decided, outwardId);
  if (released !== null) return { effect: 'released', type: RELEASED_TYPE, bytes: Buffer.from(released) };
  return replacesAnother(readable) ? recallOf(readable, outwardId) : null;
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
