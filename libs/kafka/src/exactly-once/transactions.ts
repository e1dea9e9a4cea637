// The transactional producer of one slot. After any error it is thrown away: a new one begins with a new epoch.
import { addPartitionsToTxnV3, kGetApi, Producer } from '@platformatic/kafka';
import { clientOptions, type KafkaConnection } from '../connection.js';
import { cutIntoSends, place, type OutMessage } from '../out-message.js';
import { atMost } from '../pause.js';
import type { View } from './membership.js';

/** A transaction of the client, begun and not yet ended. */
export type Transaction = Awaited<ReturnType<Producer['beginTransaction']>>;

export interface Transactions {
  /** InitProducerId: aborts what this slot left open and fences whoever else holds it. */
  open(): Promise<void>;
  /** Begins a transaction on behalf of the group. */
  begin(view: View): Promise<Transaction>;
  /** Produces everything within the transaction, in order. */
  send(transaction: Transaction, messages: readonly OutMessage[]): Promise<void>;
  commit(transaction: Transaction): Promise<void>;
  abort(transaction: Transaction): Promise<void>;
  /** Throws the producer away. What it had open is aborted by the next `open`. */
  discard(): void;
  /** Leaves nothing open, as far as a broker can be reached. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 3_000;

export function createTransactions(connection: KafkaConnection, slot: string): Transactions {
  let producer: Producer | undefined;
  /** True while the broker may hold something open that nobody has ended. */
  let inDoubt = false;

  const opened = async (): Promise<Producer> => {
    if (producer) return producer;
    const fresh = openProducer(connection, slot);
    try {
      await (await fresh.beginTransaction()).cancel();
    } catch (error) {
      fresh.close().catch(() => undefined);
      throw error;
    }
    inDoubt = false;
    return (producer = fresh);
  };

  const discard = (): void => {
    producer?.close().catch(() => undefined);
    producer = undefined;
  };

  return {
    async open() {
      await opened();
    },
    async begin(view) {
      const transaction = await (await opened()).beginTransaction();
      inDoubt = true;
      await transaction.addConsumer(view.member);
      return transaction;
    },
    async send(transaction, messages) {
      if (messages.length === 0) return;
      const topics = [...new Set(messages.map(({ topic }) => topic))];
      const metadata = await (await opened()).metadata({ topics });
      const placed = place(messages, (topic) => metadata.topics.get(topic)!.partitionsCount);
      // One after another: calls made at once are merged by the client, and lost.
      for (const send of cutIntoSends(placed)) await transaction.send({ messages: send });
    },
    async commit(transaction) {
      await transaction.commit();
      inDoubt = false;
    },
    async abort(transaction) {
      await transaction.abort();
      inDoubt = false;
    },
    discard,
    async close() {
      if (inDoubt) {
        discard();
        await atMost(CLOSE_WITHIN_MS, opened());
      }
      if (producer) await atMost(CLOSE_WITHIN_MS, producer.close());
      producer = undefined;
    },
  };
}

function openProducer(connection: KafkaConnection, slot: string): Producer {
  const producer = new Producer({
    ...clientOptions(connection, `${slot}-producer`),
    idempotent: true,
    transactionalId: slot,
    // Without them the client asks to go on with id 0 in epoch 0, and is refused as fenced.
    producerId: -1n,
    producerEpoch: -1,
    // The transaction's time-out as well.
    timeout: 5_000,
    retryDelay: 3,
    retries: 1_000,
    compression: 'zstd',
  });
  // Version 4 of AddPartitionsToTxn is for brokers among themselves and asks for rights no app should have.
  const getApi = producer[kGetApi].bind(producer);
  producer[kGetApi] = ((name: string, callback: (error: Error | null, api?: unknown) => void) => {
    if (name === 'AddPartitionsToTxn') callback(null, addPartitionsToTxnV3.api);
    else getApi(name, callback as never);
  }) as typeof getApi;
  return producer;
}
