// How many records the next batch may have, so that one takes about as long whatever a record costs.

/**
 * How long a batch should take, from the first question to `control` to its commit. Longer ones spread what a transaction
 * costs over more records, but a fact that arrives meanwhile throws more away, and what came first waits for the last.
 */
export const BATCH_MS = 100;

/** Fewer would hardly be faster: what a transaction costs by itself is then most of it. */
export const LEAST_RECORDS = 250;

export interface BatchTaken {
  /** Most records it might have had. */
  readonly most: number;
  readonly committed: number;
  readonly tookMs: number;
  /** Most records of any batch. */
  readonly limit: number;
}

/** At most twice as many as before, and not below 250, within `limit`. A batch that was not full says nothing of how many fit. Never throws. */
export function nextBatchSize({ most, committed, tookMs, limit }: BatchTaken): number {
  const isFull = committed >= most;
  if (!isFull && tookMs <= BATCH_MS) return most;
  const fitting = Math.ceil((committed * BATCH_MS) / Math.max(tookMs, 1));
  return Math.max(1, Math.min(limit, most * 2, Math.max(LEAST_RECORDS, fitting)));
}
