// A batch of `service-records` in consumed order: everything it causes out, and what is to be counted once that has committed.
import type { OutMessage } from '#kafka';
import type { Decided } from '#policy';
import type { DeadLetter, Effect, Outcome, Reason } from '#wire';
import { judgeRecord, type Hold, type Judging, type SourceMessage } from './judge-record.js';

/** Counts of one batch: closed lists and numbers, no value of any record. */
export interface Tally {
  readonly records: number;
  /** Decisions by stream and effect. */
  readonly effects: ReadonlyMap<string, ReadonlyMap<Effect, number>>;
  readonly leaves: ReadonlyMap<Outcome, ReadonlyMap<Reason, number>>;
  readonly deadLetters: ReadonlyMap<DeadLetter['reason'], number>;
}

/** Nothing may be consumed and nothing emitted counts, and this message is why. */
export interface Held {
  readonly code: Hold;
  readonly partition?: number;
  readonly offset?: bigint;
}

/**
 * Judges every message and emits what it causes, at once: a batch lasts long enough that whatever was kept until its end would
 * be copied by every collection. Held whole where one of them is. Throws what `emit` throws.
 */
export function judgeBatch(
  sources: readonly SourceMessage[],
  judging: Judging,
  emit: (message: OutMessage) => void,
): Tally | Held {
  if (judging.register.lawAt(judging.at, judging.at) === null) return heldAt('GW_NO_POLICY_IN_FORCE', sources[0]);
  const effects = new Map<string, Map<Effect, number>>();
  const patterns = new Map<Decided['pattern'], Float64Array>();
  const deadLetters = new Map<DeadLetter['reason'], number>();
  for (const source of sources) {
    const judged = judgeRecord(source, judging);
    if (typeof judged === 'string') return heldAt(judged, source);
    for (const message of judged.messages) emit(message);
    if (judged.deadLetter !== null) add(deadLetters, judged.deadLetter, 1);
    for (const { stream, effect, pattern, leaves } of judged.decisions) {
      add(within(effects, stream), effect, 1);
      addLeaves(patterns, pattern, leaves);
    }
  }
  return { records: sources.length, effects, leaves: leavesOf(patterns), deadLetters };
}

function heldAt(code: Hold, source: SourceMessage | undefined): Held {
  return source === undefined ? { code } : { code, partition: source.partition, offset: source.offset };
}

/** A pattern is one object for many records alike: what its verdicts say is looked up once for all of them. */
function addLeaves(
  patterns: Map<Decided['pattern'], Float64Array>,
  pattern: Decided['pattern'],
  leaves: Decided['leaves'],
): void {
  let sums = patterns.get(pattern);
  if (sums === undefined) patterns.set(pattern, (sums = new Float64Array(pattern.length)));
  for (let ordinal = 0; ordinal < leaves.length; ordinal += 1) sums[ordinal]! += leaves[ordinal]!;
}

function leavesOf(patterns: ReadonlyMap<Decided['pattern'], Float64Array>): Tally['leaves'] {
  const leaves = new Map<Outcome, Map<Reason, number>>();
  for (const [pattern, sums] of patterns)
    pattern.forEach(({ outcome, reason }, ordinal) => add(within(leaves, outcome), reason, sums[ordinal] ?? 0));
  return leaves;
}

function within<Key, Inner>(counts: Map<Key, Map<Inner, number>>, key: Key): Map<Inner, number> {
  let inner = counts.get(key);
  if (inner === undefined) counts.set(key, (inner = new Map<Inner, number>()));
  return inner;
}

function add<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
