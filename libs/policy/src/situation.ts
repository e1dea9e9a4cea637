// Everything the engine is told besides the record: who asks for what, when, and what the parties have said.
import type { Consent, Entrustment, Order, Period, Stop } from '#wire';
import type { CompiledPolicy } from './compiled-policy.js';

/** What consents, contracts, orders and requests say of one record. Already the subject's (and vehicle's) own. */
export interface SubjectState {
  readonly consents: readonly Consent[];
  readonly entrustments: readonly Entrustment[];
  /** An order limited to other subjects stands here without approvers: it exists, and covers nothing. */
  readonly orders: readonly Order[];
  readonly stops: readonly Stop[];
  /** Anything but `false` is killed. */
  readonly killed: boolean;
  /** Anything but `true` is not accepted. */
  readonly dealerAccepted: boolean;
  /** Item ids with an open correction; a name that is no item stands for every one. */
  readonly correctionPending: readonly string[];
  /** First Asia/Tokyo day of the vehicle's present ownership period; `null`: no change of owner is known. */
  readonly ownershipFrom: string | null;
}

export interface Situation {
  /** The instant judged at, milliseconds since the epoch. */
  readonly at: number;
  /** `contract` is read for a single dealer and an insurer only; `null`: none. */
  readonly recipient: { readonly id: unknown; readonly contract: Period | null };
  /** Absent, `null` and `''` are missing; any other string is a purpose. */
  readonly purpose: unknown;
  /** Items asked for; `undefined`: all. */
  readonly items: readonly string[] | undefined;
  readonly state: SubjectState;
}

/** The versions a record is judged by. */
export interface Law {
  readonly judged: CompiledPolicy;
  /** Every version in force at some time since the record occurred (naming `judged` again does no harm). */
  readonly alsoInForce: readonly CompiledPolicy[];
  /** The first version's day: records that occurred before it are held. */
  readonly firstEffectiveOn: string;
}
