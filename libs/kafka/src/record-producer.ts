// Produces outside of transactions: durable, in order, each message once as long as the process lives.
import { Producer } from '@platformatic/kafka';
import { openProducer } from './clients.js';
import type { KafkaConnection } from './connection.js';
import { cutIntoSends, place, type OutMessage, type PlacedMessage } from './out-message.js';
import { isFromBroker, KafkaFault } from './kafka-fault.js';
import { pause } from './pause.js';
import { resetSocket } from './tls.js';

/** Where a message stands. */
export interface Placed {
  readonly partition: number;
  readonly offset: bigint;
}

export interface RecordProducer {
  /**
   * Resolves when every message is on all in-sync replicas, with the place of each in the order given. Concurrent calls are
   * sent together, in the order they were made. On a rejection it is not known whether the messages of the call stand; but
   * nothing of it is sent any more once {@link SEND_WITHIN_MS} have passed since `until` (epoch milliseconds), till when it may
   * wait for its turn.
   */
  send(messages: readonly OutMessage[], until?: number): Promise<Placed[]>;
  /** Resolves when what was to be sent has been, or was given up. */
  close(): Promise<void>;
}

interface Waiting {
  readonly messages: readonly OutMessage[];
  readonly until: number;
  readonly resolve: (places: Placed[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Bytes that may go together into one send, before compression. */
const TOGETHER_BYTES = 4_000_000;

/** A send that takes longer is given up. */
export const SEND_WITHIN_MS = 4_000;
/** A client that is closed ends what it tries with all that went wrong before. */
const SAYS_WHY_WITHIN_MS = 200;

/** Opens an idempotent producer: acks from all in-sync replicas, zstd. */
export function createRecordProducer(connection: KafkaConnection): RecordProducer {
  let client: Producer | undefined;
  let closed = false;
  let waiting: Waiting[] = [];
  let sending: Promise<void> | undefined;

  const producer = (): Producer =>
    (client ??= openProducer(connection, 'producer', {
      idempotent: true,
      producerId: -1n,
      producerEpoch: -1,
      compression: 'zstd',
      retries: 30,
      retryDelay: 100,
    } as never));

  /**
   * After an error the next send begins with a producer id of its own: a sequence with a hole would be refused for ever. What lies
   * unsent in the sockets is thrown away: a closed one would still deliver it when its broker is reached again.
   */
  const drop = (): void => {
    for (const [, { socket }] of client?.connections ?? []) if (socket) resetSocket(socket);
    client?.close().catch(() => undefined);
    client = undefined;
  };

  const sendMessages = async (one: Producer, all: readonly OutMessage[]): Promise<Placed[]> => {
    const topics = [...new Set(all.map((message) => message.topic))];
    const metadata = await one.metadata({ topics });
    const placed = place(all, (topic) => metadata.topics.get(topic)!.partitionsCount);
    const places: Placed[] = [];
    for (const messages of cutIntoSends(placed)) places.push(...(await sendOnce(one, messages)));
    return places;
  };

  const sendTogether = async (calls: readonly Waiting[]): Promise<void> => {
    try {
      const all = calls.flatMap((call) => call.messages);
      const places = await inTime(sendMessages(producer(), all), drop);
      let from = 0;
      for (const { messages, resolve } of calls) resolve(places.slice(from, (from += messages.length)));
    } catch (error) {
      drop();
      for (const { reject } of calls) reject(error);
    }
  };

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const count = fitting(waiting);
      const [calls, late] = partition(waiting.slice(0, count), ({ until }) => Date.now() <= until);
      waiting = waiting.slice(count);
      for (const { reject } of late) reject(new KafkaFault('GW_SEND_LATE', 'the time to send it was over'));
      if (calls.length > 0) await sendTogether(calls);
    }
    sending = undefined;
  };

  return {
    send(messages, until = Infinity) {
      if (closed) return Promise.reject(new KafkaFault('GW_CLOSED', 'the producer is closed'));
      if (messages.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        waiting.push({ messages, until, resolve, reject });
        sending ??= Promise.resolve().then(sendAll);
      });
    },
    async close() {
      closed = true;
      await sending;
      await client?.close();
    },
  };
}

/**
 * The client tries again for minutes where a broker is silent or refuses; who waits for it has long been answered by then. Given up,
 * it rejects with what the broker said meanwhile, if anything.
 */
async function inTime<T>(work: Promise<T>, giveUp: () => void): Promise<T> {
  const outcome = work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const ended = new AbortController();
  let found = await Promise.race([outcome, pause(SEND_WITHIN_MS, ended.signal)]);
  ended.abort();
  if (found === undefined) {
    giveUp();
    found = (await Promise.race([outcome, pause(SAYS_WHY_WITHIN_MS)])) ?? { error: undefined };
    if ('value' in found || !isFromBroker(found.error)) {
      throw new KafkaFault('GW_SEND_LATE', `the broker has not taken it within ${SEND_WITHIN_MS} ms`);
    }
  }
  if ('value' in found) return found.value;
  throw found.error;
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const [first, second]: [T[], T[]] = [[], []];
  for (const one of all) (isFirst(one) ? first : second).push(one);
  return [first, second];
}

/** How many of the waiting calls go into one send: at least one. */
function fitting(waiting: readonly Waiting[]): number {
  let bytes = 0;
  for (const [index, { messages }] of waiting.entries()) {
    for (const { value, key } of messages) bytes += value.length + key.length;
    if (bytes > TOGETHER_BYTES) return Math.max(1, index);
  }
  return waiting.length;
}

/** One produce request per leader, one batch per partition: a message's offset is its batch's first plus its turn in it. */
async function sendOnce(client: Producer, messages: readonly PlacedMessage[]): Promise<Placed[]> {
  const { offsets = [] } = await client.send({ messages: messages as never[] });
  const next = new Map(offsets.map(({ topic, partition, offset }) => [`${topic}:${partition}`, offset]));
  return messages.map(({ topic, partition }) => {
    const offset = next.get(`${topic}:${partition}`);
    if (offset === undefined || offset < 0n) throw new KafkaFault('GW_NO_OFFSET', 'the broker gave no offset');
    next.set(`${topic}:${partition}`, offset + 1n);
    return { partition, offset };
  });
}
