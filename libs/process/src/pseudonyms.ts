// Keyed pseudonyms: what links a record, a person or a vehicle inside the house, useless without the secret.
import { hkdfSync } from 'node:crypto';
import { createKeyedMac } from './keyed-mac.js';

/** Every result is base64url of 32 bytes (43 characters). None throws. */
export interface Pseudonyms {
  /** Key of a record on `service-records` and in the table of accepted records. */
  recordKey(dealerCode: string, recordId: string): string;
  /** Mac of a record's content, to tell the same again from other content. */
  contentMac(content: Uint8Array | string): string;
  /** The record's id for one audience: stable for that audience, useless for joining two. */
  outwardRecordId(audience: string, dealerCode: string, recordId: string): string;
  /** A customer of a dealer. */
  subject(dealerCode: string, customerId: string): string;
  /** A vehicle, by its folded VIN or chassis number. */
  vehicle(vinOrChassisNumber: string): string;
  /** Somebody who signs in at the desk. */
  person(name: string): string;
}

const SECRET_BYTES = 32;

/**
 * Pseudonyms under one secret (base64url of 32 bytes): HMAC-SHA-256 under a key of its own for each use (HKDF-SHA-256),
 * over the parts each after its length in bytes, so that no two lists of parts read the same.
 * Throws for a secret of another length.
 */
export function createPseudonyms(secret: string): Pseudonyms {
  const root = Buffer.from(secret, 'base64url');
  if (root.length !== SECRET_BYTES) throw new Error(`the pseudonym secret is not ${SECRET_BYTES} bytes of base64url`);
  const keyed = (use: string) =>
    createKeyedMac(Buffer.from(hkdfSync('sha256', root, '', `joint-use-gateway/1/${use}`, SECRET_BYTES)));
  return {
    recordKey: keyed('record-key'),
    contentMac: keyed('content-mac'),
    outwardRecordId: keyed('outward-record-id'),
    subject: keyed('subject'),
    vehicle: keyed('vehicle'),
    person: keyed('person'),
  };
}
