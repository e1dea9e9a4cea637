// A transaction that lies in the topics and in the group's offsets, and that its coordinator takes for ended: as a broker
// leaves it that completed it without writing its markers.
import { type API, type Connection, kGetApi, kGetConnection, type txnOffsetCommitV4 } from '@platformatic/kafka';
import type { KafkaConnection, OutMessage } from '#kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer } from '../../libs/kafka/src/answer.ts';
import { createAccumulators } from '../../libs/kafka/src/exactly-once/record-accumulator.ts';
import { createTransactionSender } from '../../libs/kafka/src/exactly-once/transaction-sender.ts';
import { openTransactional } from '../../libs/kafka/src/exactly-once/transactions.ts';

export interface Hanging {
  readonly slot: string;
  readonly group: string;
  /** The group's offset of its first partition is moved behind the first record. */
  readonly input: string;
  readonly messages: readonly OutMessage[];
  /** What the coordinator takes it for. It writes this marker in the first partition of `marked` alone. */
  readonly end: 'commit' | 'abort';
  readonly marked: string;
}

type TxnOffsetCommit = API<txnOffsetCommitV4.TxnOffsetCommitRequest, txnOffsetCommitV4.TxnOffsetCommitResponse>;

/** Needs a broker that does not verify that a partition belongs to a transaction. */
export async function hangTransaction(connection: KafkaConnection, hanging: Hanging): Promise<void> {
  const { slot, group, input, messages, end, marked } = hanging;
  const producer = openTransactional(connection, slot);
  const transaction = await producer.beginTransaction();
  const untold = Promise.resolve({ id: slot, addPartitions: () => Promise.resolve() });
  const output = createAccumulators()();
  messages.forEach(output.append);
  await createTransactionSender(producer)(untold as never, output, () => undefined);
  const [broker] = (await producer.metadata({ topics: [input] })).brokers.values();
  const to = await answer<Connection>((callback) => producer[kGetConnection](broker!, callback));
  const api = await answer<TxnOffsetCommit>((callback) => producer[kGetApi]('TxnOffsetCommit', callback as never));
  const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedLeaderEpoch: 0 }];
  const { producerId, producerEpoch } = producer;
  const ask = () =>
    api.async(to, slot, group, producerId!, producerEpoch!, -1, '', null, [{ name: input, partitions }]);
  await untilLoaded(ask);
  const known = await producer.metadata({ topics: [marked] });
  await transaction.addPartitions(known, [{ topic: marked, partition: 0 }] as never);
  await transaction[end]();
  await producer.close();
}

/** A broker's first group has its coordinator load first. */
async function untilLoaded(ask: () => Promise<unknown>): Promise<void> {
  for (const deadline = Date.now() + 10_000; ; ) {
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
