// A batch of `service-records` in consumed order: everything it causes out, and what is to be counted once it has committed.
import type { OutMessage } from '#kafka';
import type { Decided } from '#policy';
import type { DeadLetter, Effect, Outcome, Reason } from '#wire';
import { judgeRecord, type Judging, type SourceMessage } from './judge-record.js';

/** Counts of one batch: closed lists and numbers, no value of any record. */
export interface Tally {
  readonly records: number;
  /** Decisions by stream and effect. */
  readonly effects: ReadonlyMap<string, ReadonlyMap<Effect, number>>;
  readonly leaves: ReadonlyMap<Outcome, ReadonlyMap<Reason, number>>;
  readonly deadLetters: ReadonlyMap<DeadLetter['reason'], number>;
}

export interface JudgedBatch {
  readonly messages: readonly OutMessage[];
  readonly tally: Tally;
}

/** Judges every message; `null`: no policy is in force, nothing may be consumed. Never throws. */
export function judgeBatch(sources: readonly SourceMessage[], judging: Judging): JudgedBatch | null {
  if (judging.register.lawAt(judging.at, judging.at) === null) return null;
  const messages: OutMessage[] = [];
  const effects = new Map<string, Map<Effect, number>>();
  const patterns = new Map<Decided['pattern'], number>();
  const deadLetters = new Map<DeadLetter['reason'], number>();
  for (const source of sources) {
    const judged = judgeRecord(source, judging);
    if (judged === null) return null;
    for (const message of judged.messages) messages.push(message);
    if (judged.deadLetter !== null) add(deadLetters, judged.deadLetter, 1);
    for (const { stream, effect, pattern } of judged.decisions) {
      add(within(effects, stream), effect, 1);
      add(patterns, pattern, 1);
    }
  }
  return { messages, tally: { records: sources.length, effects, leaves: leavesOf(patterns), deadLetters } };
}

/** A pattern is one object for many records alike: its leaves are counted once for all of them. */
function leavesOf(patterns: ReadonlyMap<Decided['pattern'], number>): Tally['leaves'] {
  const leaves = new Map<Outcome, Map<Reason, number>>();
  for (const [pattern, times] of patterns)
    for (const { outcome, reason, count } of pattern) add(within(leaves, outcome), reason, count * times);
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
