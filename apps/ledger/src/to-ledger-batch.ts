// Messages of one partition to one append. Pure.
import type { KeptDeadLetter, LedgerBatch, LedgerEntry } from '#postgres';
import { TOPICS } from '#wire';
import { readDeadLetter } from './read-dead-letter.js';
import { readDecision, type ReadMessage } from './read-decision.js';

export interface MessageBatch {
  readonly topic: string;
  readonly partition: number;
  /** In the order of the partition. */
  readonly messages: readonly (ReadMessage & { readonly offset: bigint })[];
  /** Offset to read next, beyond markers of transactions and what was aborted. */
  readonly nextOffset: bigint;
}

export interface ToAppend {
  readonly batch: LedgerBatch;
  /** Messages that are neither a decision nor a dead letter: kept as dead letters by their coordinates. */
  readonly unreadable: number;
  /** Decisions whose verdicts could not be kept. */
  readonly verdictsRefused: number;
}

/** Every message of the batch comes out as one entry or one dead letter. `at`: epoch milliseconds. Never throws. */
export function toLedgerBatch({ topic, partition, messages, nextOffset }: MessageBatch, at: number): ToAppend {
  const entries: LedgerEntry[] = [];
  const deadLetters: KeptDeadLetter[] = [];
  let unreadable = 0;
  let verdictsRefused = 0;
  for (const message of messages) {
    const decision = topic === TOPICS.decisions.name ? readDecision(message) : null;
    const letter = topic === TOPICS.deadLetters.name ? readDeadLetter(message.value) : null;
    if (decision) {
      entries.push({ decision: decision.decision, links: decision.links });
      if (decision.verdictsRefused) verdictsRefused += 1;
    } else if (letter) {
      deadLetters.push(letter);
    } else {
      const offset = message.offset.toString();
      deadLetters.push({ topic, partition, offset, reason: 'not-readable', at: new Date(at).toISOString() });
      unreadable += 1;
    }
  }
  return { batch: { topic, partition, nextOffset, entries, deadLetters }, unreadable, verdictsRefused };
}
