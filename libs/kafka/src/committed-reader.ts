// Reads committed messages only, for those who keep their own offsets: each message once, if offset and effect are kept together.
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { createPlaces, nameOf, type Gap, type Places, type Range } from './committed-places.js';
import { SILENT, type KafkaConnection, type KafkaLog } from './connection.js';
import { codeOf } from './kafka-fault.js';
import { createKafkajs } from './kafkajs-client.js';
import { aborted, atMost, pause } from './pause.js';
import { createRetryPace, type RetryPace } from './retry-pace.js';

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

export interface CommittedReader {
  /** True while the reader has its place in the group and no partition's last batch failed. */
  ready(): boolean;
  /** Ends after the batch at hand, or some seconds later without it. Never rejects. */
  stop(): Promise<void>;
}

/** One assignment: what came with it counts for nothing once it is over. */
interface Assignment {
  readonly consumer: Consumer;
  readonly places: Places;
  isOver: boolean;
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
  /** By partition, where the last batch failed. */
  const paces = new Map<string, RetryPace>();
  const gapsTold = new Set<string>();
  const replaced = new Set<string>();

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
    const crashed = new AbortController();
    consumer.on('consumer.crash', ({ payload }) => {
      log.warn({ event: 'reader-crash', group, code: codeOf(payload.error) });
      crashed.abort();
    });
    const assign = (): Assignment => ({
      ...{ consumer, isOver: false },
      places: createPlaces({ kafka, position, onGap: tellGap, replaced }),
    });
    let assignment = assign();
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      consumer.on('consumer.group_join', () => {
        assignment.isOver = true;
        assignment = assign();
        paces.clear();
        joined = true;
      });
      // kafkajs hands on no batch it finds no message in, but says that it has passed over one.
      consumer.on('consumer.end_batch_process', ({ payload }) => {
        const { topic, partition, batchSize, firstOffset, lastOffset } = payload;
        if (batchSize > 0 || firstOffset === null) return;
        const passed = { topic, partition, first: BigInt(firstOffset), nextOffset: BigInt(lastOffset) + 1n };
        const mine = assignment;
        passing = passing.then(() => passOver(mine, passed)).catch(() => undefined);
      });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: async (payload) => {
          const mine = assignment;
          await beating(passing, payload);
          await handle(mine, payload);
        },
      });
      await aborted(AbortSignal.any([ended.signal, crashed.signal]));
    } catch (error) {
      log.warn({ event: 'reader-fault', group, code: codeOf(error) });
    } finally {
      joined = false;
      assignment.isOver = true;
      await atMost(CLOSE_WITHIN_MS, Promise.all([consumer.disconnect(), passing]));
    }
  };

  const tellGap = (gap: Gap): void => {
    const told = `${nameOf(gap)}:${gap.from}`;
    if (!gapsTold.has(told)) onGap(gap);
    gapsTold.add(told);
  };

  const succeeded = (range: Range): void => {
    const { topic, partition } = range;
    const pace = paces.get(nameOf(range));
    if (pace === undefined) return;
    paces.delete(nameOf(range));
    log.info({ event: 'reader-recovered', group, topic, partition, count: pace.succeeded() });
  };

  /** The place is asked for again; gives how long to wait before. */
  const failed = ({ places }: Assignment, range: Range, error: unknown): number => {
    const { topic, partition } = range;
    const pace = paces.get(nameOf(range)) ?? createRetryPace();
    paces.set(nameOf(range), pace);
    const { pauseMs, tell } = pace.failed(error, Date.now());
    if (tell) log.warn({ event: 'reader-batch-fault', group, topic, partition, retryInMs: pauseMs, ...tell });
    places.forget(range);
    return pauseMs;
  };

  /**
   * Hands on what of the range is still to be read, and goes to where that begins if it is elsewhere. A place that is known is one
   * kafkajs was sent to: what it offers afterwards leaves nothing out.
   */
  const take = async (
    { consumer, places }: Assignment,
    range: Range,
    messagesFrom: (next: bigint) => CommittedMessage[],
    isStale: () => boolean,
  ): Promise<boolean> => {
    const { topic, partition, nextOffset } = range;
    const { next, isElsewhere } = await places.of(range);
    if (isElsewhere) consumer.seek({ topic, partition, offset: String(next) });
    if (isElsewhere || isStale()) return false;
    if (nextOffset > next) {
      await eachBatch({ topic, partition, messages: messagesFrom(next), nextOffset });
      places.moveTo(range);
    }
    succeeded(range);
    return true;
  };

  const handle = async (assignment: Assignment, payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const { topic, partition } = batch;
    const first = BigInt(batch.firstOffset()!);
    const range = { topic, partition, first, nextOffset: BigInt(batch.lastOffset()) + 1n };
    const messagesFrom = (next: bigint) => batch.messages.filter(({ offset }) => BigInt(offset) >= next).map(toMessage);
    const isStale = () => assignment.isOver || !payload.isRunning() || payload.isStale();
    try {
      if (await take(assignment, range, messagesFrom, isStale)) payload.resolveOffset(batch.lastOffset());
    } catch (error) {
      await beating(pause(failed(assignment, range, error), ended.signal), payload);
      assignment.consumer.seek({ topic, partition, offset: String(first) });
    }
  };

  /** A batch without messages: all it leaves is where to read on. Rejects where kafkajs has ended meanwhile. */
  const passOver = async (assignment: Assignment, range: Range): Promise<void> => {
    const isOver = (): boolean => assignment.isOver || ended.signal.aborted;
    if (isOver()) return;
    try {
      await take(assignment, range, () => [], isOver);
    } catch (error) {
      if (isOver()) return;
      await pause(failed(assignment, range, error), ended.signal);
      const { topic, partition, first } = range;
      if (!isOver()) assignment.consumer.seek({ topic, partition, offset: String(first) });
    }
  };

  const untilEnded = (async () => {
    while (!ended.signal.aborted) {
      await readOnce();
      await pause(AGAIN_AFTER_MS, ended.signal);
    }
  })();

  return {
    ready: () => joined && paces.size === 0,
    async stop() {
      ended.abort();
      await untilEnded;
    },
  };
}

/** Waits, and keeps the place in the group meanwhile. */
async function beating(done: Promise<unknown>, payload: EachBatchPayload): Promise<void> {
  let isDone = false;
  const settled = done.finally(() => (isDone = true)).catch(() => undefined);
  for (;;) {
    await atMost(HEARTBEAT_MS, settled);
    if (isDone || !payload.isRunning()) return;
    await payload.heartbeat();
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
