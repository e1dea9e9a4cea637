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
import { openAdmin, openProducer } from '../clients.js';
import type { KafkaConnection } from '../connection.js';
import type { SourceRecord } from '../fetch-records.js';
import { KafkaFault } from '../kafka-fault.js';
import { atMost } from '../pause.js';
import { endOrphans, lastEndOf, spanOf, type End, type Outputs } from './end-orphans.js';
import type { View } from './membership.js';
import type { RecordAccumulator } from './record-accumulator.js';
import { createTransactionSender, type Transaction, type TransactionSender } from './transaction-sender.js';

/** The topic consumed, as it was when its records were fetched. */
export interface InputTopic {
  readonly name: string;
  readonly id: string;
}

type LastRecords = ReadonlyMap<number, Pick<SourceRecord, 'offset' | 'leaderEpoch'>>;

export interface Transactions {
  /** A new epoch: InitProducerId aborts what this slot left open and fences whoever else holds it; then {@link endOrphans}. */
  open(view: View): Promise<void>;
  /** False once a connection to a broker was lost, or nothing is open: then nothing can be begun, sent or ended. */
  isWhole(): boolean;
  /** Begins a transaction on behalf of the group. */
  begin(view: View): Promise<Transaction>;
  /** Produces everything within the transaction, in order; see {@link TransactionSender} for `whileStored`. */
  send(beginning: Promise<Transaction>, output: RecordAccumulator, whileStored: () => void): Promise<void>;
  /** Commits the group's offsets with the transaction, as places of this very topic: `last` is the last record consumed of each partition. */
  addOffsets(transaction: Transaction, view: View, topic: InputTopic, last: LastRecords): Promise<void>;
  commit(transaction: Transaction): Promise<void>;
  abort(transaction: Transaction): Promise<void>;
  /** Throws the producer away. What it had open is aborted by the next `open`. */
  discard(): void;
  /** Leaves nothing open, as far as a broker can be reached. */
  close(): Promise<void>;
}

/** What InitProducerId gave: one producer, until anything is in doubt. */
interface Epoch {
  readonly producer: Producer;
  readonly send: TransactionSender;
  /** A broker that was lost may have ended a transaction without its markers (ADR 0025): nothing may follow it in this epoch. */
  isWhole: boolean;
}

const CLOSE_WITHIN_MS = 3_000;

export function createTransactions(connection: KafkaConnection, slot: string, outputs: Outputs): Transactions {
  let epoch: Epoch | undefined;
  let closed = false;
  /** How the transaction before this epoch was to end: from InitProducerId, after which no broker knows, until all of it is ended. */
  let end: End | undefined;
  /** True while the broker may hold something open that nobody has ended. */
  let inDoubt = false;

  const discard = (): void => {
    epoch?.producer.close().catch(() => undefined);
    epoch = undefined;
  };

  /** The client goes on by itself when a broker comes back; here that is a fault, whatever it was asked for. */
  const whole = async <T>(work: (epoch: Epoch) => Promise<T>): Promise<T> => {
    const current = epoch;
    const check = (): Epoch => {
      if (!current?.isWhole) throw new KafkaFault('GW_BROKER_LOST', 'a connection to a broker was lost');
      return current;
    };
    const result = await work(check());
    check();
    return result;
  };

  return {
    async open(view) {
      discard();
      const admin = openAdmin(connection, `${slot}-orphans`);
      try {
        const span = await spanOf(admin, outputs);
        const how = end ?? (await lastEndOf(admin, slot));
        if (closed) throw closedFault();
        end = how;
        epoch = await initiate(connection, slot);
        if (closed) {
          discard();
          throw closedFault();
        }
        inDoubt = true;
        await whole(({ producer }) => endOrphans(producer, view, span, how));
        inDoubt = false;
        end = undefined;
      } finally {
        await admin.close();
      }
    },
    isWhole: () => epoch?.isWhole ?? false,
    begin: (view) =>
      whole(async ({ producer }) => {
        const transaction = await producer.beginTransaction();
        inDoubt = true;
        await transaction.addConsumer(view.member);
        return transaction;
      }),
    send: (beginning, output, whileStored) => whole(({ send }) => send(beginning, output, whileStored)),
    async addOffsets(transaction, view, topic, last) {
      if (last.size > 0) await whole(({ producer }) => commitOffsets(producer, transaction, view, topic, last));
    },
    async commit(transaction) {
      await whole(() => transaction.commit());
      inDoubt = false;
    },
    async abort(transaction) {
      await whole(() => transaction.abort());
      inDoubt = false;
    },
    discard,
    async close() {
      closed = true;
      const last = epoch;
      epoch = undefined;
      if (last) await atMost(CLOSE_WITHIN_MS, last.producer.close());
      if (inDoubt) await atMost(CLOSE_WITHIN_MS, abortOpen(connection, slot));
    },
  };
}

const closedFault = (): KafkaFault => new KafkaFault('GW_CLOSED', 'the transactions are closed');

/** Aborts what is open. What was committed is left as it is: the next opening must still see that it was. */
async function abortOpen(connection: KafkaConnection, slot: string): Promise<void> {
  const admin = openAdmin(connection, `${slot}-orphans`);
  const end = await lastEndOf(admin, slot).finally(() => admin.close());
  if (end === 'abort') await (await initiate(connection, slot)).producer.close();
}

/** A producer whose InitProducerId was answered. */
async function initiate(connection: KafkaConnection, slot: string): Promise<Epoch> {
  const producer = openTransactional(connection, slot);
  const fresh: Epoch = { producer, send: createTransactionSender(producer), isWhole: true };
  // One that never came about is no loss: a broker of the list may be down.
  const standing = new Set<unknown>();
  producer.connections.on('connect', (at: { connection: unknown }) => void standing.add(at.connection));
  producer.connections.on('disconnect', (at: { connection: unknown }) => {
    if (!standing.has(at.connection)) return;
    fresh.isWhole = false;
    // What is under way would be tried again when the broker is back, in this epoch.
    producer.close().catch(() => undefined);
  });
  try {
    await (await producer.beginTransaction()).cancel();
  } catch (error) {
    producer.close().catch(() => undefined);
    throw error;
  }
  return fresh;
}

type TxnOffsetCommit = API<txnOffsetCommitV4.TxnOffsetCommitRequest, txnOffsetCommitV4.TxnOffsetCommitResponse>;

/** One request for all partitions, under the generation the records were fetched in. Of what topic they are stands beside the offsets. */
async function commitOffsets(
  producer: Producer,
  transaction: Transaction,
  view: View,
  topic: InputTopic,
  last: LastRecords,
): Promise<void> {
  const metadata = await producer.metadata({ topics: [topic.name] });
  const broker = metadata.brokers.get(view.coordinatorId);
  if (!broker) throw new KafkaFault('GW_NO_COORDINATOR', `group \`${view.groupId}\` has no coordinator`);
  const connection = await answer<Connection>((callback) => producer[kGetConnection](broker, callback));
  const api = await answer<TxnOffsetCommit>((callback) => producer[kGetApi]('TxnOffsetCommit', callback as never));
  const partitions = [...last].map(([partitionIndex, { offset, leaderEpoch }]) => ({
    partitionIndex,
    committedOffset: offset + 1n,
    committedLeaderEpoch: leaderEpoch,
    committedMetadata: topic.id,
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
    [{ name: topic.name, partitions }],
  );
}

/** A producer of the slot's transactions, not yet begun. */
export function openTransactional(connection: KafkaConnection, slot: string): Producer {
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
