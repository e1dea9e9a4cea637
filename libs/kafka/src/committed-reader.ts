// Reads committed messages only, for those who keep their own offsets: each message once, if offset and effect are kept together.
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { SILENT, type KafkaConnection, type KafkaLog } from './connection.js';
import { codeOf } from './kafka-fault.js';
import { createKafkajs } from './kafkajs-client.js';
import { atMost, pause } from './pause.js';
import { createRetryPace } from './retry-pace.js';

export interface CommittedMessage {
  readonly offset: bigint;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** The last of each name, as text. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface CommittedBatch {
  readonly topic: string;
  readonly partition: number;
  /** In offset order; none where only markers of transactions stood, or what was aborted. */
  readonly messages: readonly CommittedMessage[];
  /** What the caller keeps, together with the batch's effect: where to read on, beyond all that is handed to nobody. */
  readonly nextOffset: bigint;
}

export interface CommittedReaderOptions {
  /** Begins with the user's name and a dot. */
  readonly group: string;
  readonly topics: readonly string[];
  /** The offset kept for a partition; `null`: none yet, read from the beginning. Asked at every assignment. */
  readonly position: (topic: string, partition: number) => Promise<bigint | null>;
  /** A rejection offers the batch again, after a pause that grows to half a minute. */
  readonly eachBatch: (batch: CommittedBatch) => Promise<void>;
  /** What lies between the offset kept and the first the broker still has was removed before it was read. Told once. */
  readonly onGap?: (gap: Gap) => void;
  readonly log?: KafkaLog;
}

/** Offsets of a partition, `to` excluded. */
export interface Gap {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

export interface CommittedReader {
  /** True while the reader has its place in the group and its last batch did not fail. */
  ready(): boolean;
  /** Ends after the batch at hand. Never rejects. */
  stop(): Promise<void>;
}

/** One time of kafkajs in its group. */
interface Reading {
  readonly kafka: Kafka;
  readonly consumer: Consumer;
  /** Where to read on, of every partition that has been looked at since the last assignment. */
  readonly positions: Map<string, bigint>;
}

/** Offsets of a partition, `nextOffset` excluded, between which no message was committed. */
interface Passed {
  readonly topic: string;
  readonly partition: number;
  readonly first: bigint;
  readonly nextOffset: bigint;
}

const placeOf = (topic: string, partition: number): string => `${topic}:${partition}`;

const AGAIN_AFTER_MS = 500;
const CLOSE_WITHIN_MS = 5_000;
const HEARTBEAT_MS = 1_000;

/** Starts reading; goes on through every fault until `stop`. Nothing is committed to the group: offsets are the caller's. */
export function createCommittedReader(
  connection: KafkaConnection,
  { group, topics, position, eachBatch, onGap = () => undefined, log = SILENT }: CommittedReaderOptions,
): CommittedReader {
  const ended = new AbortController();
  let joined = false;
  let failing = false;
  const pace = createRetryPace();
  const gapsTold = new Set<string>();

  const readOnce = async (): Promise<void> => {
    const kafka = createKafkajs(connection, 'reader', log);
    let passing = Promise.resolve();
    const consumer = kafka.consumer({
      groupId: group,
      readUncommitted: false,
      sessionTimeout: 6_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 200,
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    const crashed = new Promise<void>((resolve) => {
      consumer.on('consumer.crash', ({ payload }) => {
        log.warn({ event: 'reader-crash', group, code: codeOf(payload.error) });
        resolve();
      });
      ended.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      const reading = { kafka, consumer, positions: new Map<string, bigint>() };
      consumer.on('consumer.group_join', () => {
        reading.positions.clear();
        joined = true;
      });
      // kafkajs hands on no batch it finds no message in, but says that it has passed over one.
      consumer.on(
        'consumer.end_batch_process',
        ({ payload: { topic, partition, batchSize, firstOffset, lastOffset } }) => {
          if (batchSize > 0 || firstOffset === null) return;
          const passed = { topic, partition, first: BigInt(firstOffset), nextOffset: BigInt(lastOffset) + 1n };
          passing = passing.then(() => passOver(reading, passed)).catch(() => undefined);
        },
      );
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: async (payload) => {
          await passing;
          await handle(reading, payload);
        },
      });
      await crashed;
    } catch (error) {
      log.warn({ event: 'reader-fault', group, code: codeOf(error) });
    } finally {
      joined = false;
      await passing;
      await atMost(CLOSE_WITHIN_MS, consumer.disconnect());
    }
  };

  /** Tells what was removed between the kept offset and what the broker has; gives where to read on. */
  const skipGap = async (kafka: Kafka, topic: string, partition: number, kept: bigint): Promise<bigint> => {
    const start = await logStart(kafka, topic, partition);
    if (start <= kept) return kept;
    const place = `${topic}:${partition}:${kept}`;
    if (!gapsTold.has(place)) onGap({ topic, partition, from: kept, to: start });
    gapsTold.add(place);
    return start;
  };

  /**
   * Where to read on; `first`: where what kafkajs offers begins. At an assignment that is the caller's offset, wherever
   * kafkajs began: `null` where it began elsewhere and was sent there.
   */
  const nextOf = async (reading: Reading, topic: string, partition: number, first: bigint): Promise<bigint | null> => {
    const { kafka, consumer, positions } = reading;
    const known = positions.get(placeOf(topic, partition));
    if (known !== undefined) return known;
    const kept = await position(topic, partition);
    const next = kept === null ? first : await skipGap(kafka, topic, partition, kept);
    positions.set(placeOf(topic, partition), next);
    if (next === first) return next;
    consumer.seek({ topic, partition, offset: String(next) });
    return null;
  };

  const succeeded = (): void => {
    failing = false;
    const failures = pace.succeeded();
    if (failures > 0) log.info({ event: 'reader-recovered', group, count: failures });
  };

  /** What is kept of the place is asked again; gives how long to wait before. */
  const failed = ({ positions }: Reading, topic: string, partition: number, error: unknown): number => {
    failing = true;
    const { pauseMs, tell } = pace.failed(error, Date.now());
    if (tell) log.warn({ event: 'reader-batch-fault', group, topic, partition, retryInMs: pauseMs, ...tell });
    positions.delete(placeOf(topic, partition));
    return pauseMs;
  };

  const handle = async (reading: Reading, payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const { topic, partition } = batch;
    const first = batch.firstOffset()!;
    try {
      const next = await nextOf(reading, topic, partition, BigInt(first));
      if (next === null || !payload.isRunning() || payload.isStale()) return;
      const messages = batch.messages.filter(({ offset }) => BigInt(offset) >= next).map(toMessage);
      const nextOffset = BigInt(batch.lastOffset()) + 1n;
      if (nextOffset > next) {
        await eachBatch({ topic, partition, messages, nextOffset });
        reading.positions.set(placeOf(topic, partition), nextOffset);
      }
      payload.resolveOffset(batch.lastOffset());
      succeeded();
      await payload.heartbeat();
    } catch (error) {
      const until = Date.now() + failed(reading, topic, partition, error);
      while (Date.now() < until && payload.isRunning() && !ended.signal.aborted) {
        await pause(Math.min(until - Date.now(), HEARTBEAT_MS), ended.signal);
        await payload.heartbeat();
      }
      reading.consumer.seek({ topic, partition, offset: first });
    }
  };

  /** A batch without messages: all it leaves is where to read on. Rejects when kafkajs has ended meanwhile. */
  const passOver = async (reading: Reading, { topic, partition, first, nextOffset }: Passed): Promise<void> => {
    try {
      const next = await nextOf(reading, topic, partition, first);
      if (next === null || next >= nextOffset) return;
      await eachBatch({ topic, partition, messages: [], nextOffset });
      reading.positions.set(placeOf(topic, partition), nextOffset);
      succeeded();
    } catch (error) {
      failed(reading, topic, partition, error);
      await pause(AGAIN_AFTER_MS, ended.signal);
      reading.consumer.seek({ topic, partition, offset: String(first) });
    }
  };

  const untilEnded = (async () => {
    while (!ended.signal.aborted) {
      await readOnce();
      await pause(AGAIN_AFTER_MS, ended.signal);
    }
  })();

  return {
    ready: () => joined && !failing,
    async stop() {
      ended.abort();
      await untilEnded;
    },
  };
}

/** The first offset the broker still has. */
async function logStart(kafka: Kafka, topic: string, partition: number): Promise<bigint> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return BigInt(offsets.find((one) => one.partition === partition)?.low ?? 0);
  } finally {
    await admin.disconnect();
  }
}

function toMessage({
  offset,
  timestamp,
  key,
  value,
  headers,
}: EachBatchPayload['batch']['messages'][number]): CommittedMessage {
  const read: Record<string, string> = {};
  for (const [name, content] of Object.entries(headers ?? {})) {
    const last = Array.isArray(content) ? content.at(-1) : content;
    if (last !== undefined) read[name] = last.toString();
  }
  return { offset: BigInt(offset), timestamp: Number(timestamp), key, value, headers: read };
}
