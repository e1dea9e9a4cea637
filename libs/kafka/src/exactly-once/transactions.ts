// The transactional producer of one slot. After any error it is thrown away: a new one begins with a new epoch.
import {
  addPartitionsToTxnV3,
  type API,
  type Connection,
  kGetApi,
  kGetConnection,
  Producer,
  type txnOffsetCommitV4,
} from '@platformatic/kafka';
import { answer } from '../answer.js';
import { openProducer } from '../clients.js';
import type { KafkaConnection } from '../connection.js';
import { KafkaFault } from '../kafka-fault.js';
import type { OutMessage } from '../out-message.js';
import { atMost } from '../pause.js';
import { endOrphans, type Outputs } from './end-orphans.js';
import type { View } from './membership.js';
import { createTransactionSender, type Transaction, type TransactionSender } from './transaction-sender.js';

export interface Transactions {
  /** A new epoch: InitProducerId aborts what this slot left open and fences whoever else holds it; then {@link endOrphans}. */
  open(view: View): Promise<void>;
  /** Begins a transaction on behalf of the group. */
  begin(view: View): Promise<Transaction>;
  /** Produces everything within the transaction, in order; see {@link TransactionSender} for `whileStored`. */
  send(beginning: Promise<Transaction>, messages: readonly OutMessage[], whileStored: () => void): Promise<void>;
  /** Commits the group's offsets with the transaction: `last` is the last offset consumed of each partition of `topic`. */
  addOffsets(transaction: Transaction, view: View, topic: string, last: ReadonlyMap<number, bigint>): Promise<void>;
  commit(transaction: Transaction): Promise<void>;
  abort(transaction: Transaction): Promise<void>;
  /** Throws the producer away. What it had open is aborted by the next `open`. */
  discard(): void;
  /** Leaves nothing open, as far as a broker can be reached. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 3_000;

export function createTransactions(connection: KafkaConnection, slot: string, outputs: Outputs): Transactions {
  let producer: Producer | undefined;
  let sender: TransactionSender | undefined;
  /** True while the broker may hold something open that nobody has ended. */
  let inDoubt = false;

  const opened = async (): Promise<Producer> => {
    if (producer) return producer;
    const fresh = openTransactional(connection, slot);
    try {
      await (await fresh.beginTransaction()).cancel();
    } catch (error) {
      fresh.close().catch(() => undefined);
      throw error;
    }
    inDoubt = false;
    sender = createTransactionSender(fresh);
    return (producer = fresh);
  };

  const discard = (): void => {
    producer?.close().catch(() => undefined);
    producer = undefined;
  };

  return {
    async open(view) {
      discard();
      const fresh = await opened();
      inDoubt = true;
      await endOrphans(fresh, view, { connection, slot, outputs });
      inDoubt = false;
    },
    async begin(view) {
      const transaction = await (await opened()).beginTransaction();
      inDoubt = true;
      await transaction.addConsumer(view.member);
      return transaction;
    },
    async send(beginning, messages, whileStored) {
      if (messages.length === 0) return;
      await sender!(beginning, messages, whileStored);
    },
    async addOffsets(transaction, view, topic, last) {
      if (last.size === 0) return;
      await commitOffsets(await opened(), transaction, view, topic, last);
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

type TxnOffsetCommit = API<txnOffsetCommitV4.TxnOffsetCommitRequest, txnOffsetCommitV4.TxnOffsetCommitResponse>;

/** One request for all partitions, under the generation the records were fetched in. */
async function commitOffsets(
  producer: Producer,
  transaction: Transaction,
  view: View,
  topic: string,
  last: ReadonlyMap<number, bigint>,
): Promise<void> {
  const metadata = await producer.metadata({ topics: [topic] });
  const broker = metadata.brokers.get(view.coordinatorId);
  if (!broker) throw new KafkaFault('GW_NO_COORDINATOR', `group \`${view.groupId}\` has no coordinator`);
  const connection = await answer<Connection>((callback) => producer[kGetConnection](broker, callback));
  const api = await answer<TxnOffsetCommit>((callback) => producer[kGetApi]('TxnOffsetCommit', callback as never));
  const partitions = [...last].map(([partitionIndex, offset]) => ({
    partitionIndex,
    committedOffset: offset + 1n,
    committedLeaderEpoch: metadata.topics.get(topic)!.partitions[partitionIndex]!.leaderEpoch,
  }));
  await api.async(
    connection,
    transaction.id,
    view.groupId,
    producer.producerId!,
    producer.producerEpoch!,
    view.generationId,
    view.memberId,
    null,
    [{ name: topic, partitions }],
  );
}

function openTransactional(connection: KafkaConnection, slot: string): Producer {
  const producer = openProducer(connection, `${slot}-producer`, {
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
