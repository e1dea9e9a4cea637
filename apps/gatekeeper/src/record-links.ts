// What links a decision to its record, subject and vehicle: keyed HMACs, nothing else.
import type { JsonObject } from '#wire';
import type { Readable } from './read-record.js';

/** The keyed HMACs (base64url) under which records, subjects and vehicles are named outside the record. */
export interface RecordKeys {
  recordKey(dealerCode: string, recordId: string): string;
  outwardRecordId(audience: string, dealerCode: string, recordId: string): string;
  subject(dealerCode: string, customerId: string): string;
  vehicle(vinOrChassis: string): string;
}

/** `null` where the record names none. */
export interface RecordLinks {
  readonly record: string;
  readonly subject: string | null;
  readonly vehicle: string | null;
}

export function linksOf({ record, dealerCode, recordId }: Readable, keys: RecordKeys): RecordLinks {
  const customerId = textIn(record.customer, 'id');
  const vehicle = textIn(record.vehicle, 'vin') ?? textIn(record.vehicle, 'chassisNumber');
  return {
    record: keys.recordKey(dealerCode, recordId),
    subject: customerId === null ? null : keys.subject(dealerCode, customerId),
    vehicle: vehicle === null ? null : keys.vehicle(vehicle),
  };
}

function textIn(container: JsonObject[string] | undefined, key: string): string | null {
  if (typeof container !== 'object' || container === null || Array.isArray(container)) return null;
  const value = Object.hasOwn(container, key) ? container[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}
