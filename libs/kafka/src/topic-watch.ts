// Waits for more of one topic: a fetch that the broker holds back until there is something serves all who wait.
import type { KafkaConnection } from './connection.js';
import { openConsumer } from './clients.js';
import { fetchRecords, type FetchLimits } from './fetch-records.js';
import { isProtocolError } from './kafka-fault.js';
import { atMost, pause } from './pause.js';

export interface TopicWatch {
  /**
   * Resolves when something committed may lie behind `offsets` (the next one of each partition, missing ones are new), or
   * they are no offsets of this topic, or the signal aborts. Never rejects: a topic that does not answer wakes nobody.
   */
  wait(offsets: readonly bigint[], signal: AbortSignal): Promise<void>;
  /** Wakes all who wait. Ends within seconds, though the broker be silent; never rejects. */
  close(): Promise<void>;
}

interface Waiting {
  readonly offsets: readonly bigint[];
  readonly wake: () => void;
}

/** A tenth of a second, which is also how late one is seen who waits from before where the others do. What comes is dropped. */
const LIMITS: FetchLimits = { maxWaitMs: 100, minBytes: 1, partitionBytes: 1, maxBytes: 1, committedOnly: true };
const AGAIN_AFTER_MS = 100;
const CLOSE_WITHIN_MS = 3_000;

/** Connects at the first wait, by a connection of its own: a broker answers the requests of one in their order. */
export function createTopicWatch(connection: KafkaConnection, topic: string): TopicWatch {
  const client = openConsumer(connection, 'watch', { groupId: `${connection.username}.none` });
  const waiting = new Set<Waiting>();
  const ended = new AbortController();
  let watching: Promise<void> | undefined;

  const wakeWhere = (isDue: (one: Waiting) => boolean): void => {
    for (const one of waiting) if (isDue(one)) one.wake();
  };

  const look = async (): Promise<void> => {
    const from = await furthestBack([...waiting].map(({ offsets }) => offsets));
    const fetched = await fetchRecords(client, topic, from, LIMITS);
    wakeWhere(({ offsets }) => fetched.some((one) => one.stableOffset > (offsets[one.partition] ?? 0n)));
  };

  /** Of each partition the topic has now, where the one furthest behind waits. */
  const furthestBack = async (places: readonly (readonly bigint[])[]): Promise<Map<number, bigint>> => {
    const count = (await client.metadata({ topics: [topic] })).topics.get(topic)?.partitionsCount ?? 0;
    const least = (partition: number) =>
      places.map((offsets) => offsets[partition] ?? 0n).reduce((a, b) => (a < b ? a : b));
    return new Map(Array.from({ length: count }, (_, partition) => [partition, least(partition)]));
  };

  const watch = async (): Promise<void> => {
    while (waiting.size > 0 && !ended.signal.aborted) {
      try {
        await look();
      } catch (error) {
        // Whoever waits from there is told by reading.
        if (isProtocolError(error, 'OFFSET_OUT_OF_RANGE')) wakeWhere(() => true);
        await pause(AGAIN_AFTER_MS, ended.signal);
      }
    }
    watching = undefined;
  };

  return {
    wait: (offsets, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || ended.signal.aborted) return resolve();
        const wake = (): void => {
          waiting.delete(one);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const one: Waiting = { offsets, wake };
        waiting.add(one);
        signal.addEventListener('abort', wake, { once: true });
        watching ??= watch();
      }),
    async close() {
      ended.abort();
      wakeWhere(() => true);
      // What is still being asked ends with the connection: its answer is nobody's any more.
      await atMost(CLOSE_WITHIN_MS, client.close());
      await atMost(CLOSE_WITHIN_MS, watching ?? Promise.resolve());
    },
  };
}
