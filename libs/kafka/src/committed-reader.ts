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
  /** In offset order, at least one. */
  readonly messages: readonly CommittedMessage[];
  /** What the caller keeps, together with the batch's effect: where to read on. */
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
      let positions = new Map<string, bigint>();
      consumer.on('consumer.group_join', () => {
        positions = new Map();
        joined = true;
      });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: (payload) => handle(kafka, consumer, positions, payload),
      });
      await crashed;
    } catch (error) {
      log.warn({ event: 'reader-fault', group, code: codeOf(error) });
    } finally {
      joined = false;
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

  /** Begins each assignment of a partition at the caller's offset, wherever kafkajs began. */
  const handle = async (
    kafka: Kafka,
    consumer: Consumer,
    positions: Map<string, bigint>,
    payload: EachBatchPayload,
  ): Promise<void> => {
    const { batch } = payload;
    const { topic, partition } = batch;
    const place = `${topic}:${partition}`;
    try {
      let next = positions.get(place);
      if (next === undefined) {
        const known = await position(topic, partition);
        const kept = known === null ? null : await skipGap(kafka, topic, partition, known);
        next = kept ?? BigInt(batch.firstOffset() ?? 0);
        positions.set(place, next);
        if (kept !== null && BigInt(batch.messages[0]!.offset) !== kept) {
          consumer.seek({ topic, partition, offset: String(kept) });
          return;
        }
      }
      if (!payload.isRunning() || payload.isStale()) return;
      const messages = batch.messages.filter(({ offset }) => BigInt(offset) >= next).map(toMessage);
      const last = messages.at(-1);
      if (last) {
        await eachBatch({ topic, partition, messages, nextOffset: last.offset + 1n });
        positions.set(place, last.offset + 1n);
      }
      payload.resolveOffset(batch.lastOffset());
      failing = false;
      const failures = pace.succeeded();
      if (failures > 0) log.info({ event: 'reader-recovered', group, count: failures });
      await payload.heartbeat();
    } catch (error) {
      failing = true;
      const { pauseMs, tell } = pace.failed(error, Date.now());
      if (tell) log.warn({ event: 'reader-batch-fault', group, topic, partition, retryInMs: pauseMs, ...tell });
      positions.delete(place);
      const until = Date.now() + pauseMs;
      while (Date.now() < until && payload.isRunning() && !ended.signal.aborted) {
        await pause(Math.min(until - Date.now(), HEARTBEAT_MS), ended.signal);
        await payload.heartbeat();
      }
      consumer.seek({ topic, partition, offset: batch.messages[0]!.offset });
    }
  };

  const reading = (async () => {
    while (!ended.signal.aborted) {
      await readOnce();
      await pause(AGAIN_AFTER_MS, ended.signal);
    }
  })();

  return {
    ready: () => joined && !failing,
    async stop() {
      ended.abort();
      await reading;
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
