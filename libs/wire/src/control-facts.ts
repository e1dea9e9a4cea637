// The facts on `control`: what the law and the parties have said, in the order they said it. Nothing is edited.
import type { Certificate } from './certificate.js';
import type { Item } from './items.js';
import type { JsonObject } from './json.js';
import type { Period } from './instants.js';

/** A customer consent (Article 3(1)), as `evaluate` takes it and as facts carry it. */
export interface Consent {
  readonly id: string;
  /** Recipient ids, or the kinds `finance`, `dealer`, `insurer`. */
  readonly recipients: readonly string[];
  readonly items: readonly string[];
  readonly purposes: readonly string[];
  readonly form: 'written' | 'electronic' | 'oral';
  /** RFC 3339 instants. */
  readonly obtainedAt: string;
  readonly withdrawnAt?: string | null;
  readonly basis: '2(9)' | 'specific';
}

/** An entrustment contract (Article 3, proviso): days in Asia/Tokyo, both ends included. */
export interface Entrustment {
  readonly id: string;
  readonly recipient: string;
  readonly items: readonly string[];
  readonly purposes: readonly string[];
  readonly from: string;
  readonly to: string | null;
  /** Overdue from the day after. */
  readonly auditDueOn?: string | null;
}

/** A legal order or statutory permission (Articles 2(10), 3(2)). */
export interface Order {
  readonly id: string;
  readonly recipient: string;
  readonly items: readonly string[];
  readonly from: string;
  readonly to: string | null;
  /** Counts with two different approvers. */
  readonly approvedBy: readonly string[];
}

/** A data subject's cessation or erasure (Article 6); counts from its own instant. */
export interface Stop {
  readonly id: string;
  readonly kind: 'cessation' | 'erasure';
  readonly at: string;
}

/** Persons and vehicles are named on `control` by keyed HMACs (base64url) alone. */
export interface SubjectRef {
  readonly subject: string;
}

/** The payload of each type of fact. Days are `YYYY-MM-DD` in Asia/Tokyo, instants RFC 3339. */
export interface FactPayloads {
  /** A policy version: its parsed document, hashed (base64url SHA-256 of its canonical JSON). */
  'policy-published': { policy: string; effectiveOn: string; hash: string; document: JsonObject };
  /** What was found of a version's document, signed; without one for the engine that runs, a version decides nothing. */
  'policy-certified': { policy: string; certificate: Certificate };
  'recipient-registered': { recipient: string };
  'contract-concluded': { id: string; recipient: string } & Period;
  /** The contract stands to the end of the day `to`; `null`: it ends at once. */
  'contract-ended': { id: string; recipient: string; to: string | null };
  'policy-accepted': { dealer: string; policy: string };
  /** Stands after its topic, ACLs and users exist. */
  'stream-opened': { stream: string; audience: string; purpose: string; items: readonly Item[] };
  'stream-closed': { stream: string };
  'consent-obtained': SubjectRef & Omit<Consent, 'withdrawnAt'>;
  'consent-withdrawn': SubjectRef & { id: string; withdrawnAt: string };
  'entrustment-concluded': Entrustment;
  'entrustment-ended': { id: string; recipient: string; to: string | null };
  /** `subjects`: keyed HMACs the order is limited to; absent: every subject. */
  'order-received': Omit<Order, 'approvedBy'> & { subjects?: readonly string[] };
  'order-approved': { id: string; recipient: string; approver: string };
  /** Bites on records of the subject, and on records of a vehicle that occurred in its ownership period; either match. */
  'stop-placed': Stop & SubjectRef & { vehicles?: readonly ({ vehicle: string } & Period)[] };
  'stop-lifted': { id: string; subject: string };
  /** From this day the vehicle has a new owner: its present ownership period. */
  'ownership-began': { vehicle: string; from: string };
  'correction-opened': SubjectRef & { id: string; items: readonly string[] };
  'correction-closed': SubjectRef & { id: string };
  'kill-switch-set': { on: boolean };
}

export type FactType = keyof FactPayloads;

export const FACT_TYPES = [
  'policy-published',
  'policy-certified',
  'recipient-registered',
  'contract-concluded',
  'contract-ended',
  'policy-accepted',
  'stream-opened',
  'stream-closed',
  'consent-obtained',
  'consent-withdrawn',
  'entrustment-concluded',
  'entrustment-ended',
  'order-received',
  'order-approved',
  'stop-placed',
  'stop-lifted',
  'ownership-began',
  'correction-opened',
  'correction-closed',
  'kill-switch-set',
] as const satisfies readonly FactType[];

/** One fact: the value of a message on `control` (JSON); its `id` is the message key and what readers deduplicate by. */
export type ControlFact = {
  [T in FactType]: {
    /** UUID, or a readable id for seeded facts. */
    readonly id: string;
    readonly type: T;
    /** RFC 3339 instant the fact was recorded. */
    readonly at: string;
    readonly data: FactPayloads[T];
  };
}[FactType];

const NARROWING: ReadonlySet<FactType> = new Set<FactType>([
  'policy-published',
  'contract-ended',
  // Opened again, a stream may ask for fewer items than before.
  'stream-opened',
  'stream-closed',
  'consent-withdrawn',
  'entrustment-ended',
  'stop-placed',
  'ownership-began',
  'correction-opened',
  'kill-switch-set',
]);

/** True for a fact after which something permitted before may be so no longer; its writer fences the gatekeepers before it answers. */
export function isNarrowing(type: FactType): boolean {
  return NARROWING.has(type);
}
