// Reads committed messages only, for those who keep their own offsets: each message once, if offset and effect are kept together.
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { toMessage, type CommittedMessage } from './committed-message.js';
import { createPlaces, nameOf, type Gap, type Places, type Range } from './committed-places.js';
import { SILENT, type KafkaConnection, type KafkaLog } from './connection.js';
import { createFailingPartitions, createHolding, type Holding } from './failing-partitions.js';
import { codeOf } from './kafka-fault.js';
import { createKafkajs } from './kafkajs-client.js';
import { aborted, atMost, pause } from './pause.js';

export type { CommittedMessage } from './committed-message.js';

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
  /** A rejection offers the batch again, after a pause that grows to half a minute; other partitions are read on meanwhile. */
  readonly eachBatch: (batch: CommittedBatch) => Promise<void>;
  /** What lies there was removed by the broker before it was read. Told before the batch behind it, once for each offset. */
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
interface Assignment extends Holding {
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
  const failing = createFailingPartitions(group, log);
  /** By partition, up to where gaps were told. */
  const gapsTold = new Map<string, bigint>();
  const replaced = new Set<string>();

  const readOnce = async (): Promise<void> => {
    const kafka = createKafkajs(connection, 'reader', log);
    /** By partition, the batches without messages that are being passed over. */
    const passing = new Map<string, Promise<void>>();
    const consumer = kafka.consumer({
      groupId: group,
      readUncommitted: false,
      sessionTimeout: 6_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 200,
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    const over = new AbortController();
    consumer.on('consumer.crash', ({ payload }) => {
      log.warn({ event: 'reader-crash', group, code: codeOf(payload.error) });
      over.abort();
    });
    const holding = createHolding(consumer, over.signal);
    const assign = (): Assignment => ({
      ...{ consumer, ...holding, isOver: false },
      places: createPlaces({ kafka, position, onGap: tellGap, replaced }),
    });
    let assignment = assign();
    consumer.on('consumer.group_join', ({ payload }) => {
      assignment.isOver = true;
      if (over.signal.aborted) return;
      assignment = assign();
      failing.keepOnly(payload.memberAssignment);
      joined = true;
    });
    // kafkajs hands on no batch it finds no message in, but says that it has passed over one.
    consumer.on('consumer.end_batch_process', ({ payload }) => {
      const { topic, partition, batchSize, firstOffset, lastOffset } = payload;
      if (batchSize > 0 || firstOffset === null) return;
      const passed = { topic, partition, first: BigInt(firstOffset), nextOffset: BigInt(lastOffset) + 1n };
      const mine = assignment;
      const before = passing.get(nameOf(passed)) ?? Promise.resolve();
      passing.set(
        nameOf(passed),
        before.then(() => passOver(mine, passed)).catch(() => undefined),
      );
    });
    const start = async (): Promise<void> => {
      const steps = [
        () => consumer.connect(),
        () => consumer.subscribe({ topics: [...topics], fromBeginning: true }),
        () =>
          consumer.run({
            autoCommit: false,
            eachBatchAutoResolve: false,
            eachBatch: async (payload) => {
              const mine = assignment;
              const before = passing.get(nameOf(payload.batch)) ?? Promise.resolve();
              await beating(
                before.then(() => handle(mine, payload)),
                payload,
              );
            },
          }),
      ];
      for (const step of steps) {
        await step();
        // What came up only when it was no longer waited for must not stay in the group.
        if (over.signal.aborted) return consumer.disconnect();
      }
    };
    const isToEnd = aborted(AbortSignal.any([ended.signal, over.signal]));
    try {
      await Promise.race([start().then(() => isToEnd), isToEnd]);
    } catch (error) {
      log.warn({ event: 'reader-fault', group, code: codeOf(error) });
    } finally {
      joined = false;
      assignment.isOver = true;
      over.abort();
      await atMost(CLOSE_WITHIN_MS, Promise.all([consumer.disconnect(), ...passing.values()]));
    }
  };

  /** Once for each offset, though it be found again before what follows is stored. */
  const tellGap = (gap: Gap): void => {
    const told = gapsTold.get(nameOf(gap)) ?? gap.from;
    const from = told > gap.from ? told : gap.from;
    if (gap.to <= from) return;
    gapsTold.set(nameOf(gap), gap.to);
    onGap({ ...gap, from });
  };

  /**
   * Hands on what of the range is still to be read, and goes to where that begins if it is elsewhere. A place that is known is one
   * kafkajs was sent to: what it offers afterwards leaves nothing out but what the broker has no longer.
   */
  const take = async (
    { consumer, places }: Assignment,
    range: Range,
    messagesFrom: (next: bigint) => CommittedMessage[],
    isStale: () => boolean,
  ): Promise<boolean> => {
    const { topic, partition, nextOffset } = range;
    if (isStale()) return false;
    const { next, isElsewhere } = await places.of(range);
    if (isElsewhere) consumer.seek({ topic, partition, offset: String(next) });
    if (isElsewhere || isStale()) return false;
    if (nextOffset > next) {
      await eachBatch({ topic, partition, messages: messagesFrom(next), nextOffset });
      places.moveTo(range);
    }
    failing.succeeded(range);
    return true;
  };

  /** The place is asked for again. One that is no longer ours is told of by whoever has it. */
  const fail = (assignment: Assignment, range: Range, error: unknown): void => {
    if (assignment.isOver) return;
    assignment.places.forget(range);
    assignment.holdBack(range, failing.failed(range, error));
  };

  const handle = async (assignment: Assignment, payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const { topic, partition } = batch;
    const range = {
      topic,
      partition,
      first: BigInt(batch.firstOffset()!),
      nextOffset: BigInt(batch.lastOffset()) + 1n,
    };
    const messagesFrom = (next: bigint) => batch.messages.filter(({ offset }) => BigInt(offset) >= next).map(toMessage);
    const isStale = () =>
      assignment.isOver || assignment.isHeldBack(range) || !payload.isRunning() || payload.isStale();
    try {
      if (await take(assignment, range, messagesFrom, isStale)) payload.resolveOffset(batch.lastOffset());
    } catch (error) {
      fail(assignment, range, error);
    }
  };

  /** A batch without messages: all it leaves is where to read on. Rejects where kafkajs has ended meanwhile. */
  const passOver = async (assignment: Assignment, range: Range): Promise<void> => {
    const isStale = () => assignment.isOver || assignment.isHeldBack(range) || ended.signal.aborted;
    try {
      await take(assignment, range, () => [], isStale);
    } catch (error) {
      fail(assignment, range, error);
    }
  };

  const untilEnded = (async () => {
    while (!ended.signal.aborted) {
      await readOnce();
      await pause(AGAIN_AFTER_MS, ended.signal);
    }
  })();

  return {
    ready: () => joined && failing.isEmpty(),
    async stop() {
      ended.abort();
      await untilEnded;
    },
  };
}

/** Settles as the work does, and keeps the place in the group meanwhile. A beat that fails is followed by kafkajs' own, which tells. */
async function beating(work: Promise<void>, payload: EachBatchPayload): Promise<void> {
  const beats = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
  try {
    await work;
  } finally {
    clearInterval(beats);
  }
}
