// One page out of what was fetched: the oldest messages first, each partition in its own order.
import type { FetchedPartition, SourceRecord } from './fetch-records.js';

export interface PageLimits {
  readonly messages: number;
  /** Bytes of values and headers; one message may be longer, and then comes alone. */
  readonly bytes: number;
}

export interface TakenPage {
  readonly records: readonly SourceRecord[];
  /** Where to read on, by partition. */
  readonly offsets: readonly bigint[];
  /** There is more to read now; it may turn out to hold nothing that was committed. */
  readonly hasMore: boolean;
}

/**
 * Takes records by their timestamp, of equal ones the lowest partition's, and never one before another that stands ahead of
 * it in its partition. Where a partition was not fetched to its end its next record may be older than any other: there the
 * page ends. `fetched` holds every partition, by number. Never throws.
 */
export function takePage(
  fetched: readonly Pick<FetchedPartition, 'records' | 'nextOffset' | 'stableOffset'>[],
  limits: PageLimits,
): TakenPage {
  const taken: SourceRecord[] = [];
  const heads = fetched.map(() => 0);
  const isReadOut = (partition: number) => heads[partition] === fetched[partition]!.records.length;
  const isAtEnd = (partition: number) => fetched[partition]!.nextOffset >= fetched[partition]!.stableOffset;
  const partitions = fetched.map((_, partition) => partition);
  let bytes = 0;
  while (taken.length < limits.messages && !partitions.some((one) => isReadOut(one) && !isAtEnd(one))) {
    const oldest = oldestHead(fetched, heads);
    if (oldest === undefined) break;
    const record = fetched[oldest]!.records[heads[oldest]!]!;
    bytes += sizeOf(record);
    if (taken.length > 0 && bytes > limits.bytes) break;
    taken.push(record);
    heads[oldest]! += 1;
  }
  return {
    records: taken,
    offsets: fetched.map(({ records, nextOffset }, partition) => records[heads[partition]!]?.offset ?? nextOffset),
    hasMore: partitions.some((one) => !isReadOut(one) || !isAtEnd(one)),
  };
}

function oldestHead(fetched: readonly Pick<FetchedPartition, 'records'>[], heads: readonly number[]) {
  let oldest: number | undefined;
  let oldestAt = 0n;
  for (const [partition, { records }] of fetched.entries()) {
    const at = records[heads[partition]!]?.timestamp;
    if (at === undefined || (oldest !== undefined && at >= oldestAt)) continue;
    oldest = partition;
    oldestAt = at;
  }
  return oldest;
}

function sizeOf({ value, headers }: SourceRecord): number {
  return headers.reduce(
    (sum, [name, content]) => sum + (name?.length ?? 0) + (content?.length ?? 0),
    value?.length ?? 0,
  );
}
