// Reads committed messages a page at a time from places its callers keep: no group, nothing remembered between two pages.
import { Consumer, ListOffsetTimestamps } from '@platformatic/kafka';
import type { CommittedMessage } from './committed-reader.js';
import { openConsumer } from './clients.js';
import type { KafkaConnection } from './connection.js';
import { fetchRecords, type FetchedPartition, type FetchLimits, type SourceRecord } from './fetch-records.js';
import { isProtocolError, KafkaFault } from './kafka-fault.js';
import { listTopicOffsets, READ_COMMITTED } from './list-offsets.js';
import { pause } from './pause.js';
import { takePage, type PageLimits } from './take-page.js';
import { createTopicWatch, type TopicWatch } from './topic-watch.js';

/** How far somebody has read a topic. */
export interface Place {
  /** The topic's id (UUID): another one under the same name has other messages. */
  readonly topicId: string;
  /** The next offset of each partition; partitions added since are read from their beginning. */
  readonly offsets: readonly bigint[];
}

export interface Page {
  /** Oldest first; those of one partition, and so of one key, in their order. */
  readonly messages: readonly (CommittedMessage & { readonly partition: number })[];
  readonly next: Place;
  /** There is more to read now; it may turn out to hold nothing that was committed. */
  readonly hasMore: boolean;
}

export interface PageReader {
  /**
   * The page behind `place`, or the first one there is. Throws `GW_PLACE_GONE` when messages behind `place` have been
   * removed, or the topic is another one; anything else it throws is the cluster's.
   */
  read(topic: string, place: Place | null, limits: PageLimits): Promise<Page>;
  /** Resolves when there may be something behind `place`, or when the signal aborts. Takes one connection for each topic. */
  wait(topic: string, place: Place, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Compressed bytes. What is fetched beyond a page is dropped. */
const LIMITS: FetchLimits = {
  maxWaitMs: 0,
  minBytes: 0,
  partitionBytes: 131_072,
  maxBytes: 1_000_000,
  committedOnly: true,
};
/** Fetches for one page, when one after another holds nothing that was committed. */
const MOST_FETCHES = 20;
const ATTEMPTS = 3;
const AGAIN_AFTER_MS = 150;

/** Opens a reader of pages; its user must be allowed to read the topics. Connects at the first call. */
export function createPageReader(connection: KafkaConnection): PageReader {
  const client = openConsumer(connection, 'pages', { groupId: `${connection.username}.none` });
  const watches = new Map<string, TopicWatch>();
  const ended = new AbortController();

  const readOnce = async (topic: string, place: Place | null, limits: PageLimits): Promise<Page> => {
    const topicId = await topicIdOf(client, topic);
    let offsets = place?.offsets ?? (await offsetsOf(client, topic, ListOffsetTimestamps.EARLIEST));
    if (place && place.topicId !== topicId) throw gone(topic);
    for (let fetches = 1; ; fetches += 1) {
      const fetched = await fetchAll(client, topic, offsets);
      const page = takePage(fetched, limits);
      ({ offsets } = page);
      if (page.records.length === 0 && page.hasMore && fetches < MOST_FETCHES) continue;
      return { messages: page.records.map(toMessage), next: { topicId, offsets }, hasMore: page.hasMore };
    }
  };

  const watchOf = (topic: string): TopicWatch => {
    const watch = watches.get(topic) ?? createTopicWatch(connection, topic);
    watches.set(topic, watch);
    return watch;
  };

  return {
    async read(topic, place, limits) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await readOnce(topic, place, limits);
        } catch (error) {
          const isGone = isProtocolError(error, 'OFFSET_OUT_OF_RANGE');
          // Without a place the beginning has moved on in between: it is asked for again.
          if (isGone && place !== null) throw gone(topic);
          if (attempt === ATTEMPTS || (error instanceof KafkaFault && error.code === 'GW_PLACE_GONE')) throw error;
          await pause(AGAIN_AFTER_MS, ended.signal);
        }
      }
    },
    wait: (topic, { offsets }, signal) =>
      ended.signal.aborted ? Promise.resolve() : watchOf(topic).wait(offsets, signal),
    async close() {
      ended.abort();
      await Promise.all([...watches.values()].map((watch) => watch.close()));
      await client.close();
    },
  };
}

async function topicIdOf(client: Consumer, topic: string): Promise<string> {
  const known = (await client.metadata({ topics: [topic] })).topics.get(topic);
  if (!known) throw new KafkaFault('GW_NO_TOPIC', `topic \`${topic}\` is not known`);
  return known.id;
}

const offsetsOf = (client: Consumer, topic: string, timestamp: bigint) =>
  listTopicOffsets(client, topic, timestamp, READ_COMMITTED);

/** Every partition the topic has now. One whose next batch did not fit beside the others' is asked for alone. */
async function fetchAll(client: Consumer, topic: string, known: readonly bigint[]): Promise<FetchedPartition[]> {
  const count = (await client.metadata({ topics: [topic] })).topics.get(topic)?.partitionsCount ?? 0;
  if (count < known.length) throw new KafkaFault('GW_FETCH_INCOMPLETE', `topic \`${topic}\` has lost partitions`);
  const positions = new Map(Array.from({ length: count }, (_, partition) => [partition, known[partition] ?? 0n]));
  const fetched = (await fetchRecords(client, topic, positions, LIMITS)).sort((a, b) => a.partition - b.partition);
  return Promise.all(
    fetched.map(async (one) => {
      const from = positions.get(one.partition)!;
      if (one.nextOffset > from || from >= one.stableOffset) return one;
      const [alone] = await fetchRecords(client, topic, new Map([[one.partition, from]]), LIMITS);
      if (!alone || alone.nextOffset === from) {
        throw new KafkaFault('GW_FETCH_INCOMPLETE', `a partition of \`${topic}\` gave nothing of what it has`);
      }
      return alone;
    }),
  );
}

const gone = (topic: string) =>
  new KafkaFault('GW_PLACE_GONE', `topic \`${topic}\` no longer holds what comes next, or is another one`);

function toMessage({ partition, offset, timestamp, key, value, headers }: SourceRecord): Page['messages'][number] {
  const read: Record<string, string> = {};
  for (const [name, content] of headers) if (name && content) read[name.toString()] = content.toString();
  return { partition, offset, timestamp: Number(timestamp), key, value, headers: read };
}
