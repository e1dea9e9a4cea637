// Looks through a topic without a group: from given offsets to the end as it stands when asked.
import { ListOffsetTimestamps } from '@platformatic/kafka';
import { openConsumer } from './clients.js';
import type { KafkaConnection } from './connection.js';
import { fetchRecords, type FetchLimits, type SourceRecord } from './fetch-records.js';
import { listTopicOffsets, READ_UNCOMMITTED } from './list-offsets.js';

export interface TopicScanner {
  /** One past the last offset of each partition, by partition number. Throws when the brokers do not say. */
  ends(): Promise<bigint[]>;
  /**
   * Visits every record, of aborted transactions too, from `from[partition]` (where absent or already removed: the first
   * there is) to the ends as they stand at the call, in offset order per partition. Throws when an end cannot be reached.
   */
  scan(from: readonly bigint[], visit: (record: SourceRecord) => void): Promise<void>;
  close(): Promise<void>;
}

const LIMITS: FetchLimits = { maxWaitMs: 100, minBytes: 1, partitionBytes: 1_000_000, maxBytes: 4_000_000 };

/** Opens a scanner of one topic; its user must be allowed to read the topic. */
export function createTopicScanner(connection: KafkaConnection, topic: string): TopicScanner {
  const client = openConsumer(connection, 'scan', { groupId: `${connection.username}.none` });

  const offsets = (timestamp: bigint) => listTopicOffsets(client, topic, timestamp, READ_UNCOMMITTED);

  return {
    ends: () => offsets(ListOffsetTimestamps.LATEST),
    async scan(from, visit) {
      const ends = await offsets(ListOffsetTimestamps.LATEST);
      const starts = await offsets(ListOffsetTimestamps.EARLIEST);
      const positions = new Map<number, bigint>();
      ends.forEach((end, partition) => {
        const wanted = from[partition] ?? 0n;
        const start = starts[partition] ?? 0n;
        const position = wanted > start ? wanted : start;
        if (position < end) positions.set(partition, position);
      });
      while (positions.size > 0) {
        for (const { partition, records, nextOffset } of await fetchRecords(client, topic, positions, LIMITS)) {
          const end = ends[partition]!;
          for (const record of records) if (record.offset < end) visit(record);
          if (nextOffset >= end) positions.delete(partition);
          else positions.set(partition, nextOffset);
        }
      }
    },
    close: () => client.close(),
  };
}
