// What has been fetched and not yet committed: batches in order, the next fetch already under way.
import type { Consumer } from '@platformatic/kafka';
import { fetchRecords, type FetchedPartition, type FetchLimits, type SourceRecord } from '../fetch-records.js';
import { KafkaFault } from '../kafka-fault.js';
import type { Positions } from './committed-positions.js';

/** Most records and bytes of one batch. */
export interface BatchLimits {
  readonly records: number;
  readonly bytes: number;
}

/**
 * Whether so many records are a good part of a batch. If they are, what comes meanwhile can wait for the next one: they are decided as
 * soon as there is time. If not, asking once more costs little, and what has come joins them.
 */
export const isBacklog = (count: number, batch: BatchLimits): boolean => 8 * count >= batch.records;

export interface RecordSource {
  /** Id of the topic its records are of. */
  readonly topicId: string;
  /**
   * Waits for records if there are none, for as long as one fetch takes. May end with none. Where less is left than two batches
   * take, what a fetch has brought meanwhile is put behind it; where that is no backlog, so is what has come since. Throws what
   * a fetch threw, and `GW_TOPIC_REPLACED` where another topic answers to the name: the positions are none of it.
   */
  fill(batch: BatchLimits): Promise<void>;
  /** Records of every partition in order, within limits, behind the first `after`; at least one if there is any. Leaves them in place. */
  peek(limits: BatchLimits, after?: number): readonly SourceRecord[];
  /** Takes away the first `count` records: they have been committed. */
  drop(count: number): void;
  /** Records known to wait: those fetched, and those behind them. */
  lag(): number;
}

/** Compressed bytes: records of 1 KB come some eight to the kilobyte, so that one fetch holds a thousand or more of them. */
const LIMITS: FetchLimits = { maxWaitMs: 100, minBytes: 1, partitionBytes: 32_768, maxBytes: 262_144 };
/** What there is now. */
const AT_ONCE: FetchLimits = { ...LIMITS, maxWaitMs: 0, minBytes: 0 };

/** Reads `topic` from the positions on. One fetch at a time; memory is bounded by two of them and what is wanted. */
export function createRecordSource(
  fetcher: Consumer,
  topic: string,
  { topicId, from: positions }: Pick<Positions, 'topicId' | 'from'>,
): RecordSource {
  const from = new Map(positions);
  const ends = new Map<number, bigint>();
  let queue: SourceRecord[] = [];
  let head = 0;
  let underWay: Promise<FetchedPartition[]> | undefined;
  /** True when what is under way has come, or failed. */
  let isThere = false;

  const fetchNext = (limits: FetchLimits): Promise<FetchedPartition[]> => {
    if (underWay === undefined) {
      isThere = false;
      underWay = fetchRecords(fetcher, topic, from, limits);
      const arrive = (): void => void (isThere = true);
      underWay.then(arrive, arrive);
    }
    return underWay;
  };

  /** Puts behind what is left what the fetch under way brings, or a new one. */
  const take = async (limits: FetchLimits): Promise<void> => {
    const fetched = await fetchNext(limits);
    underWay = undefined;
    if (fetcher.currentMetadata?.topics.get(topic)?.id !== topicId) {
      throw new KafkaFault('GW_TOPIC_REPLACED', `topic \`${topic}\` is another one now`);
    }
    queue = [...queue.slice(head), ...fetched.flatMap(({ records }) => records)];
    head = 0;
    // A broker fills an answer in the order it is asked, until it is full: who was left out is asked first the next time.
    const isFull = fetched.some((one) => one.records.length === 0 && one.nextOffset < one.highWatermark);
    for (const { partition, records, nextOffset, highWatermark } of fetched) {
      if (isFull && records.length > 0) from.delete(partition);
      from.set(partition, nextOffset);
      ends.set(partition, highWatermark);
    }
  };

  const peek: RecordSource['peek'] = (limits, after = 0) => {
    const from = head + after;
    let count = 0;
    let bytes = 0;
    while (from + count < queue.length && count < limits.records) {
      bytes += queue[from + count]!.value?.length ?? 0;
      if (bytes > limits.bytes && count > 0) break;
      count += 1;
    }
    return queue.slice(from, from + count);
  };

  return {
    topicId,
    peek,
    async fill(batch) {
      const wanted = { ...batch, records: 2 * batch.records };
      const left = queue.length - head;
      const found = peek(wanted).length;
      if (left > 0 && (found < left || found === wanted.records || !isThere)) return;
      const hasWaited = underWay !== undefined && isThere;
      await take(LIMITS);
      // A fetch ends with the first record it finds: what came after it would wait for two batches more.
      if (hasWaited && queue.length > 0 && !isBacklog(queue.length, batch)) await take(AT_ONCE);
      if (queue.length > 0) void fetchNext(LIMITS).catch(() => undefined);
    },
    drop(count) {
      head += count;
    },
    lag() {
      let behind = 0n;
      for (const [partition, end] of ends) behind += end - from.get(partition)!;
      return queue.length - head + Number(behind < 0n ? 0n : behind);
    },
  };
}
