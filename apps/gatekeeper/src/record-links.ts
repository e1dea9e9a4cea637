// What links a decision to its record, subject and vehicle: keyed HMACs, nothing else.
import { customerIdOf, vehicleNumbersOf } from '#wire';
import type { Readable } from './read-record.js';

/** The keyed HMACs (base64url) under which records, subjects and vehicles are named outside the record. */
export interface RecordKeys {
  recordKey(dealerCode: string, recordId: string): string;
  outwardRecordId(audience: string, dealerCode: string, recordId: string): string;
  subject(dealerCode: string, customerId: string): string;
  vehicle(vinOrChassis: string): string;
}

export interface RecordLinks {
  readonly record: string;
  /** `null` where the record names none. */
  readonly subject: string | null;
  /** By its VIN, by its chassis number: one each, in this order. */
  readonly vehicles: readonly string[];
}

export function linksOf({ record, dealerCode, recordId }: Readable, keys: RecordKeys): RecordLinks {
  const customerId = customerIdOf(record);
  return {
    record: keys.recordKey(dealerCode, recordId),
    subject: customerId === null ? null : keys.subject(dealerCode, customerId),
    vehicles: vehicleNumbersOf(record).map((number) => keys.vehicle(number)),
  };
}
