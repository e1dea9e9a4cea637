// Produces outside of transactions: durable, in order, each message once as long as the process lives.
import { Producer } from '@platformatic/kafka';
import { openProducer } from './clients.js';
import type { KafkaConnection } from './connection.js';
import { cutIntoSends, place, type OutMessage, type PlacedMessage } from './out-message.js';
import { KafkaFault } from './kafka-fault.js';

/** Where a message stands. */
export interface Placed {
  readonly partition: number;
  readonly offset: bigint;
}

export interface RecordProducer {
  /**
   * Resolves when every message is on all in-sync replicas, with the place of each in the order given. Concurrent calls are
   * sent together, in the order they were made. On a rejection it is not known whether the messages of the call stand.
   */
  send(messages: readonly OutMessage[]): Promise<Placed[]>;
  close(): Promise<void>;
}

interface Waiting {
  readonly messages: readonly OutMessage[];
  readonly resolve: (places: Placed[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Bytes that may go together into one send, before compression. */
const TOGETHER_BYTES = 4_000_000;

/** Opens an idempotent producer: acks from all in-sync replicas, zstd. Gives up a send after some 4 s without a broker. */
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

  /** After an error the next send begins with a producer id of its own: a sequence with a hole would be refused for ever. */
  const drop = (): void => {
    client?.close().catch(() => undefined);
    client = undefined;
  };

  const sendTogether = async (calls: readonly Waiting[]): Promise<void> => {
    try {
      const all = calls.flatMap((call) => call.messages);
      const topics = [...new Set(all.map((message) => message.topic))];
      const metadata = await producer().metadata({ topics });
      const placed = place(all, (topic) => metadata.topics.get(topic)!.partitionsCount);
      const places: Placed[] = [];
      for (const messages of cutIntoSends(placed)) places.push(...(await sendOnce(producer(), messages)));
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
      const calls = waiting.slice(0, count);
      waiting = waiting.slice(count);
      await sendTogether(calls);
    }
    sending = undefined;
  };

  return {
    send(messages) {
      if (closed) return Promise.reject(new KafkaFault('GW_CLOSED', 'the producer is closed'));
      if (messages.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        waiting.push({ messages, resolve, reject });
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
