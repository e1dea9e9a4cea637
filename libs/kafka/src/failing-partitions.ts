// The partitions whose last batch failed: how long each is left alone, and what is said of it. Outlives the joins of a reader.
import type { Consumer } from 'kafkajs';
import { nameOf, type Range } from './committed-places.js';
import type { KafkaLog } from './connection.js';
import { pause } from './pause.js';
import { createRetryPace, type RetryPace } from './retry-pace.js';

type Partition = Pick<Range, 'topic' | 'partition'>;

export interface FailingPartitions {
  /** None whose last batch failed. */
  isEmpty(): boolean;
  /** Gives for how many milliseconds to leave the partition alone. Never throws. */
  failed(partition: Partition, error: unknown): number;
  succeeded(partition: Partition): void;
  /** Forgets those of others: who has a partition now tells of it. By topic, the partitions that are ours. */
  keepOnly(assigned: Readonly<Record<string, readonly number[]>>): void;
}

export function createFailingPartitions(group: string, log: KafkaLog): FailingPartitions {
  const paces = new Map<string, RetryPace>();
  return {
    isEmpty: () => paces.size === 0,
    failed({ topic, partition }, error) {
      const name = nameOf({ topic, partition });
      const pace = paces.get(name) ?? createRetryPace();
      paces.set(name, pace);
      const { pauseMs, tell } = pace.failed(error, Date.now());
      if (tell) log.warn({ event: 'reader-batch-fault', group, topic, partition, retryInMs: pauseMs, ...tell });
      return pauseMs;
    },
    succeeded({ topic, partition }) {
      const pace = paces.get(nameOf({ topic, partition }));
      if (pace === undefined) return;
      paces.delete(nameOf({ topic, partition }));
      log.info({ event: 'reader-recovered', group, topic, partition, count: pace.succeeded() });
    },
    keepOnly(assigned) {
      const ours = new Set(
        Object.entries(assigned).flatMap(([topic, partitions]) =>
          partitions.map((partition) => nameOf({ topic, partition })),
        ),
      );
      for (const name of paces.keys()) if (!ours.has(name)) paces.delete(name);
    },
  };
}

export interface Holding {
  /** Offers the partition again from where the range begins, after `forMs`. Throws where kafkajs has ended. */
  holdBack(range: Range, forMs: number): void;
  isHeldBack(range: Range): boolean;
}

/** Leaves partitions alone for a while: kafkajs has one worker for all, and whoever waits in it holds up the others. The signal ends it. */
export function createHolding(consumer: Consumer, signal: AbortSignal): Holding {
  const held = new Set<string>();
  return {
    isHeldBack: (range) => held.has(nameOf(range)),
    holdBack(range, forMs) {
      const { topic, partition, first } = range;
      const one = [{ topic, partitions: [partition] }];
      consumer.pause(one);
      consumer.seek({ topic, partition, offset: String(first) });
      held.add(nameOf(range));
      void pause(forMs, signal)
        .then(() => {
          held.delete(nameOf(range));
          // kafkajs keeps what is paused over its joins, and has nothing to resume once it has ended.
          if (!signal.aborted) consumer.resume(one);
        })
        .catch(() => undefined);
    },
  };
}
