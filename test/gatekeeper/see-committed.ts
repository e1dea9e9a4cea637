// What a read-committed reader sees, from the beginning on and through whatever happens to the broker meanwhile.
import { randomUUID } from 'node:crypto';
import { createCommittedReader, type KafkaConnection } from '#kafka';
import type { Seen } from './reconcile.js';

export interface Seeing {
  /** What has come so far, in the order of each partition. */
  readonly seen: readonly Seen[];
  stop(): Promise<void>;
}

/** Reads until stopped. Plain kafkajs would not do: it shows messages of overlapping aborted transactions (ADR 0012). */
export function seeCommitted(connection: KafkaConnection, topics: readonly string[]): Seeing {
  const seen: Seen[] = [];
  /** A reader that lost its place for a while reads on: what it saw before is no duplicate. */
  const kept = new Map<string, bigint>();
  const reader = createCommittedReader(connection, {
    group: `test.${randomUUID()}`,
    topics,
    position: (topic, partition) => Promise.resolve(kept.get(`${topic}:${partition}`) ?? null),
    eachBatch: ({ topic, partition, messages, nextOffset }) => {
      kept.set(`${topic}:${partition}`, nextOffset);
      for (const { offset, key, value, headers } of messages) {
        const bytes = value ?? Buffer.alloc(0);
        seen.push({ topic, partition, offset, key: key?.toString() ?? '', value: bytes, headers });
      }
      return Promise.resolve();
    },
  });
  return { seen, stop: () => reader.stop() };
}
