// What both are given: the gatekeeper's bench records as bytes, and what is known of each one's customer.
import { randomBytes } from 'node:crypto';
import { createPseudonyms } from '#process';
import type { Situation } from '#policy';
import { CUSTOMER_ITEMS, VEHICLE_ITEMS, type Consent, type JsonObject } from '#wire';
import { AT, QUIET } from '../engine/work.ts';
import { benchRecords, consentFacts } from '../gatekeeper/workload.ts';

/** Finance's part and purpose: customer information by consent, service information by joint use, the rest not at all. */
export const AUDIENCE = { recipient: 'bmw-japan-finance', role: 'finance', purpose: 'joint.valuation' } as const;

/** A record as it comes from its topic, with the one question it is decided for. */
export interface ConnectPiece {
  readonly bytes: Buffer;
  readonly situation: Situation;
}

/** `count` records of a dealer that has accepted the policy; of seven customers five have said something. */
export function makeConnectWork(count: number): readonly ConnectPiece[] {
  const keys = createPseudonyms(randomBytes(32).toString('base64url'));
  const records = benchRecords(count);
  const consents = new Map<string, Consent[]>();
  for (const { type, data } of consentFacts(records, keys)) {
    if (type !== 'consent-obtained') continue;
    const { subject, ...consent } = data;
    consents.set(subject, [...(consents.get(subject) ?? []), consent]);
  }
  return records.map(({ dealerCode, value }) => {
    const { id } = (JSON.parse(value) as { customer: JsonObject & { id: string } }).customer;
    const state = { ...QUIET, consents: consents.get(keys.subject(dealerCode, id)) ?? [] };
    const recipient = { id: AUDIENCE.recipient, contract: null };
    const items = [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS];
    return { bytes: Buffer.from(value), situation: { at: AT, recipient, purpose: AUDIENCE.purpose, items, state } };
  });
}
