// Reads committed messages only, for those who keep their own offsets: each message once, if offset and effect are kept together.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { SILENT, type KafkaConnection, type KafkaLog } from './connection.js';
import { codeOf } from './kafka-fault.js';
import { createKafkajs } from './kafkajs-client.js';
import { atMost, pause } from './pause.js';

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
  /** A rejection offers the batch again, after a pause. */
  readonly eachBatch: (batch: CommittedBatch) => Promise<void>;
  readonly log?: KafkaLog;
}

export interface CommittedReader {
  /** True while the reader has its place in the group and its last batch did not fail. */
  ready(): boolean;
  /** Ends after the batch at hand. Never rejects. */
  stop(): Promise<void>;
}

const AGAIN_AFTER_MS = 500;
const CLOSE_WITHIN_MS = 5_000;

/** Starts reading; goes on through every fault until `stop`. Nothing is committed to the group: offsets are the caller's. */
export function createCommittedReader(
  connection: KafkaConnection,
  { group, topics, position, eachBatch, log = SILENT }: CommittedReaderOptions,
): CommittedReader {
  const ended = new AbortController();
  let joined = false;
  let failing = false;

  const readOnce = async (): Promise<void> => {
    const consumer = createKafkajs(connection, 'reader', log).consumer({
      groupId: group,
      readUncommitted: false,
      sessionTimeout: 6_000,
      heartbeatInterval: 1_000,
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
        eachBatch: (payload) => handle(consumer, positions, payload),
      });
      await crashed;
    } catch (error) {
      log.warn({ event: 'reader-fault', group, code: codeOf(error) });
    } finally {
      joined = false;
      await atMost(CLOSE_WITHIN_MS, consumer.disconnect());
    }
  };

  /** Begins each assignment of a partition at the caller's offset, wherever kafkajs began. */
  const handle = async (
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
        const kept = await position(topic, partition);
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
      await payload.heartbeat();
    } catch (error) {
      failing = true;
      log.warn({ event: 'reader-batch-fault', group, topic, partition, code: codeOf(error) });
      positions.delete(place);
      await sleep(AGAIN_AFTER_MS);
      await payload.heartbeat();
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
