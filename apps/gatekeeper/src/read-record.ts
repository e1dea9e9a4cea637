// Reads one message of `service-records`: the record with the envelope a decision needs, or why there is none.
import { isUtf8 } from 'node:buffer';
import { CATALOGUE, isDealerCode, isJsonObject, type DeadLetter, type JsonObject, type JsonValue } from '#wire';

/** A record that can be judged, with what identifies it. */
export interface Readable {
  readonly record: JsonObject;
  readonly recordId: string;
  readonly revision: number;
  readonly status: 'closed' | 'voided';
  readonly dealerCode: string;
}

/** Reads the bytes of a message. A missing or odd envelope leaves nothing to decide about. Never throws. */
export function readRecord(value: Buffer | null | undefined): Readable | DeadLetter['reason'] {
  if (!value || !isUtf8(value)) return 'not-json';
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.toString('utf8'));
  } catch {
    return 'not-json';
  }
  if (!isJsonObject(parsed)) return 'not-a-record';
  const record = parsed;
  if (!ENVELOPE.every((key) => Object.hasOwn(record, key) && accepts(key, record[key]))) return 'not-a-record';
  if (!isDealerCode(record.dealerCode)) return 'not-a-record';
  return {
    record,
    recordId: record.recordId as string,
    revision: record.revision as number,
    status: record.status as Readable['status'],
    dealerCode: record.dealerCode,
  };
}

const ENVELOPE = ['recordId', 'revision', 'status', 'dealerCode'] as const;

function accepts(path: (typeof ENVELOPE)[number], value: JsonValue | undefined): boolean {
  return typeof value !== 'object' && value !== undefined && CATALOGUE.get(path)?.accepts(value) === true;
}
