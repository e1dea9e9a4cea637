// A batch of `service-records` in consumed order: everything it causes out, and what is to be counted once it has committed.
import type { OutMessage } from '#kafka';
import type { Decided } from '#policy';
import type { DeadLetter, Effect, WithholdReason } from '#wire';
import { judgeRecord, type Judging, type SourceMessage } from './judge-record.js';

/** Counts of one batch: closed lists and numbers, no value of any record. */
export interface Tally {
  readonly records: number;
  readonly effects: Readonly<Record<Effect, number>>;
  readonly withheldLeaves: ReadonlyMap<WithholdReason, number>;
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
  const effects: Record<Effect, number> = { released: 0, recalled: 0, withheld: 0 };
  const withheldLeaves = new Map<WithholdReason, number>();
  const deadLetters = new Map<DeadLetter['reason'], number>();
  for (const source of sources) {
    const judged = judgeRecord(source, judging);
    if (judged === null) return null;
    for (const message of judged.messages) messages.push(message);
    if (judged.deadLetter !== null) add(deadLetters, judged.deadLetter, 1);
    for (const { effect, pattern } of judged.decisions) {
      effects[effect] += 1;
      for (const [reason, leaves] of withheldIn(pattern)) add(withheldLeaves, reason, leaves);
    }
  }
  return { messages, tally: { records: sources.length, effects, withheldLeaves, deadLetters } };
}

const withheldByPattern = new WeakMap<Decided['pattern'], ReadonlyMap<WithholdReason, number>>();

function withheldIn(pattern: Decided['pattern']): ReadonlyMap<WithholdReason, number> {
  const known = withheldByPattern.get(pattern);
  if (known) return known;
  const leaves = new Map<WithholdReason, number>();
  for (const verdict of pattern) {
    if (verdict.outcome === 'withhold') add(leaves, verdict.reason as WithholdReason, verdict.count);
  }
  withheldByPattern.set(pattern, leaves);
  return leaves;
}

function add<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
