// Where a page of decisions ended, as text its reader need not understand. Pure.
import type { Position } from '#postgres';
import { GatewayError, isJsonObject } from '#wire';

/** An instant as PostgreSQL writes it, UTC or with an offset. */
const INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::\d{2})?$/;
const MAX_ID_LENGTH = 500;

export function writeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify({ at, id })).toString('base64url');
}

/** `null` for none. Throws GW_INVALID_REQUEST for what {@link writeCursor} did not write. */
export function readCursor(cursor: string | undefined | null): Position | null {
  if (cursor === undefined || cursor === null) return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (isJsonObject(read)) {
      const { at, id } = read;
      const isId = typeof id === 'string' && id.length <= MAX_ID_LENGTH && !id.includes('\0');
      if (typeof at === 'string' && INSTANT.test(at) && !Number.isNaN(Date.parse(at)) && isId) return { at, id };
    }
  } catch {
    // Not of our writing.
  }
  const fault = { pointer: '/cursor', path: 'cursor', detail: 'must be what `next` said' };
  throw new GatewayError('GW_INVALID_REQUEST', undefined, [fault]);
}
