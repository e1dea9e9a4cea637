// The law's way in: reads `control` from its first fact to its end, in order, skipping nothing.
import { isJsonObject, TOPICS, type ControlFact } from '#wire';
import { openConsumer } from './clients.js';
import type { KafkaConnection } from './connection.js';
import { fetchRecords, type FetchedPartition, type FetchLimits, type SourceRecord } from './fetch-records.js';
import { createFaultNews } from './fault-news.js';
import { isProtocolError, KafkaFault } from './kafka-fault.js';
import { atMost, pause } from './pause.js';

export interface ControlReader {
  /**
   * Reads to the end of `control` as it stands when asked; `true`: at least one new fact was applied. Calls queue up.
   * Throws when the end cannot be reached or a fact cannot be read: whoever must know the law then has to hold. For good,
   * with `GW_CONTROL_REPLACED`, when the topic has less than was read of it or is another one.
   */
  catchUp(): Promise<boolean>;
  /** Offset up to which (exclusive) facts have been applied. */
  nextOffset(): bigint;
  /** Epoch milliseconds at which the end was asked for that was reached last: all said before is applied. 0: never yet. */
  caughtUpAt(): number;
  /** Keeps catching up every 200 ms, through every fault, until `close`. For apps off the record path. */
  follow(): void;
  /** Ends after the read at hand, or some seconds later without it. Never rejects; nothing is applied afterwards. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 3_000;
const FOLLOW_EVERY_MS = 200;
const PARTITION = 0;

/** Reads on at once: one request tells both whether there is more and what. Bounded memory, however long the topic. */
const LIMITS: FetchLimits = { maxWaitMs: 0, minBytes: 0, partitionBytes: 1_000_000, maxBytes: 1_000_000 };

/**
 * Opens a reader of `control` at offset 0. `apply` gets every fact once, in offset order; a fact it throws on is offered
 * again at the next call and never skipped. Facts are not deduplicated here. `onFault` hears of what `follow` met, of
 * the same again only after it went well.
 */
export function createControlReader(
  connection: KafkaConnection,
  apply: (fact: ControlFact, offset: bigint) => void,
  options: { topic?: string; onFault?: (error: unknown) => void } = {},
): ControlReader {
  const topic = options.topic ?? TOPICS.control.name;
  const client = openConsumer(connection, 'control', { groupId: `${connection.username}.none` });
  const ended = new AbortController();
  let next = 0n;
  let topicId: string | undefined;
  let caughtUpAt = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let following: Promise<void> | undefined;
  let isClosed = false;
  let isReplaced = false;
  const news = createFaultNews();

  const replaced = () =>
    new KafkaFault(
      'GW_CONTROL_REPLACED',
      `topic \`${topic}\` is not the one that was read before; start again to read it`,
    );

  const fetchNext = async (): Promise<FetchedPartition> => {
    // For good: once it has grown beyond what was read, nothing else would tell that facts before are others.
    if (isReplaced) throw replaced();
    try {
      return (await fetchRecords(client, topic, new Map([[PARTITION, next]]), LIMITS))[0]!;
    } catch (error) {
      if (!isProtocolError(error, 'OFFSET_OUT_OF_RANGE')) throw error;
      isReplaced = true;
      throw replaced();
    }
  };

  const readToEnd = async (): Promise<boolean> => {
    const from = next;
    for (;;) {
      const askedAt = Date.now();
      const fetched = await fetchNext();
      if (isClosed) throw new KafkaFault('GW_CONTROL_CLOSED', `topic \`${topic}\` is read no further`);
      const id = client.currentMetadata?.topics.get(topic)?.id;
      isReplaced ||= (topicId ??= id) !== id;
      // A new leader may not know yet how far others had read; one that has less than was read has lost it.
      if (isReplaced || fetched.highWatermark < next) throw replaced();
      for (const record of fetched.records) {
        apply(readFact(record), record.offset);
        next = record.offset + 1n;
      }
      if (fetched.nextOffset > next) next = fetched.nextOffset;
      if (next < fetched.highWatermark) continue;
      // Not when the answer was read: it may have waited, and what was said meanwhile is not in it.
      caughtUpAt = askedAt;
      return next > from;
    }
  };

  const catchUp = (): Promise<boolean> => {
    const mine = turn.then(readToEnd);
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    catchUp,
    nextOffset: () => next,
    caughtUpAt: () => caughtUpAt,
    follow() {
      following ??= (async () => {
        while (!ended.signal.aborted) {
          try {
            await catchUp();
            news.clear();
          } catch (error) {
            if (!isClosed && news.codeIfNews(error) !== null) options.onFault?.(error);
          }
          await pause(FOLLOW_EVERY_MS, ended.signal);
        }
      })();
    },
    async close() {
      ended.abort();
      await atMost(CLOSE_WITHIN_MS, Promise.all([following, turn]));
      isClosed = true;
      await atMost(CLOSE_WITHIN_MS, client.close());
    },
  };
}

/** The fact of a record. What it says is the register's to judge; what is no fact at all stops the reader. */
function readFact(record: SourceRecord): ControlFact {
  let fact: unknown;
  try {
    fact = JSON.parse(record.value?.toString('utf8') ?? '');
  } catch {
    fact = undefined;
  }
  if (!isJsonObject(fact) || typeof fact.id !== 'string' || typeof fact.type !== 'string') {
    throw new KafkaFault('GW_CONTROL_UNREADABLE', `offset ${record.offset} of \`control\` holds no fact`);
  }
  return fact as unknown as ControlFact;
}
