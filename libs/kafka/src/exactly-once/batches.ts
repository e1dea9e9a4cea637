// What is computed of fetched records: the batch at hand, and the one behind it, computed while that one is being stored.
import type { ControlReader } from '../control-reader.js';
import type { SourceRecord } from '../fetch-records.js';
import type { OutMessage } from '../out-message.js';
import { createAccumulators, type RecordAccumulator } from './record-accumulator.js';
import { isBacklog, type BatchLimits, type RecordSource } from './record-source.js';

/** What is to be done about what records caused. Exactly one of the two is called, once. */
export interface Caused {
  /** The records are committed, with what they caused. */
  committed?(): void;
  /** They are not: what they cause will be computed anew. */
  abandoned?(): void;
}

export interface ComputeContext {
  /** Facts before it have been applied. */
  readonly controlOffset: bigint;
  /** Takes what the records cause, in order: written out at once, it is sent with their batch or not at all. */
  readonly emit: (message: OutMessage) => void;
}

/**
 * Computes what the records cause; `null`: nothing may be decided now, so nothing is consumed and it is asked again. May be
 * called several times for the same records, and for records before those ahead of them are committed. A throw is a fault
 * like any other: nothing is consumed and it is tried again.
 */
export type Compute = (records: readonly SourceRecord[], context: ComputeContext) => Caused | null;

/** Records with what they cause. */
export interface ComputedBatch extends Caused {
  readonly records: readonly SourceRecord[];
  readonly output: RecordAccumulator;
  /** The state of `control` it was computed with: with any other it may not be committed. */
  readonly controlOffset: bigint;
}

export interface Batches {
  /** What was computed ahead, if it is what comes next and `control` has said nothing since; else it is abandoned. */
  takeAhead(source: RecordSource): ComputedBatch | null;
  compute(source: RecordSource, limits: BatchLimits): ComputedBatch | null;
  /**
   * Computes what stands behind the first `after` records, where that is a good part of a batch: what is less is joined in its
   * turn by what comes meanwhile. Never throws: what fails here fails again in its turn.
   */
  computeAhead(source: RecordSource, limits: BatchLimits, after: number): void;
}

const FIRST: BatchLimits = { records: 1, bytes: 0 };

export function createBatches(compute: Compute, control: Pick<ControlReader, 'nextOffset'>): Batches {
  const newOutput = createAccumulators();
  let ahead: ComputedBatch | null = null;

  const computeOf = (records: readonly SourceRecord[]): ComputedBatch | null => {
    const controlOffset = control.nextOffset();
    const output = newOutput();
    const caused = compute(records, { controlOffset, emit: output.append });
    return caused && { ...caused, records, output, controlOffset };
  };

  return {
    takeAhead(source) {
      const taken = ahead;
      ahead = null;
      if (taken === null) return null;
      const isNext = source.peek(FIRST)[0] === taken.records[0];
      if (isNext && taken.controlOffset === control.nextOffset()) return taken;
      taken.abandoned?.();
      return null;
    },
    compute: (source, limits) => computeOf(source.peek(limits)),
    computeAhead(source, limits, after) {
      const records = source.peek(limits, after);
      // With more behind them they are as many as their bytes let them be.
      const isCut = source.peek(FIRST, after + records.length).length > 0;
      if (records.length === 0 || !(isCut || isBacklog(records.length, limits))) return;
      try {
        ahead = computeOf(records);
      } catch {
        ahead = null;
      }
    },
  };
}
