// What the ledger appends: a decision as it was written, its links, and how far a partition has been read.
import type { DeadLetter, DecisionRecord } from '#wire';

/** Keyed HMACs and the salt of one decision (headers of `decisions`); kept apart, erasable. */
export interface DecisionLinks {
  readonly record: string | null;
  readonly subject: string | null;
  readonly vehicle: string | null;
  /** The vehicle by its chassis number, where `vehicle` is by its VIN. */
  readonly chassis: string | null;
  readonly salt: string | null;
}

export interface LedgerEntry {
  readonly decision: DecisionRecord;
  readonly links: DecisionLinks;
}

/** A dead letter as the ledger keeps it; `not-readable` is the ledger's own, for what it read itself. */
export type KeptDeadLetter = Omit<DeadLetter, 'reason'> & { readonly reason: DeadLetter['reason'] | 'not-readable' };

/** Everything read from one partition up to `nextOffset` (exclusive), in the order of the partition. */
export interface LedgerBatch {
  readonly topic: string;
  readonly partition: number;
  /** Offset to read next. */
  readonly nextOffset: bigint;
  readonly entries: readonly LedgerEntry[];
  readonly deadLetters: readonly KeptDeadLetter[];
}
