// A transaction that lies in the topics and in the group's offsets, and that no coordinator knows: as a broker leaves it that
// completed it without writing its markers.
import { type API, type Connection, kGetApi, kGetConnection, type txnOffsetCommitV4 } from '@platformatic/kafka';
import type { KafkaConnection, OutMessage } from '#kafka';
import { answer } from '../../libs/kafka/src/answer.ts';
import { openProducer } from '../../libs/kafka/src/clients.ts';
import { createTransactionSender } from '../../libs/kafka/src/exactly-once/transaction-sender.ts';

export interface Hanging {
  readonly slot: string;
  readonly group: string;
  /** The group's offset of its first partition is moved behind the first record. */
  readonly input: string;
  readonly messages: readonly OutMessage[];
}

type TxnOffsetCommit = API<txnOffsetCommitV4.TxnOffsetCommitRequest, txnOffsetCommitV4.TxnOffsetCommitResponse>;

/** Needs a broker that does not verify that a partition belongs to a transaction. */
export async function hangTransaction(connection: KafkaConnection, hanging: Hanging): Promise<void> {
  const { slot, group, input, messages } = hanging;
  const producer = openProducer(connection, 'hanging', {
    ...{ idempotent: true, transactionalId: slot, producerId: -1n, producerEpoch: -1, timeout: 5_000 },
  });
  await producer.beginTransaction();
  const untold = Promise.resolve({ id: slot, addPartitions: () => Promise.resolve() });
  await createTransactionSender(producer)(untold as never, messages, () => undefined);
  const [broker] = (await producer.metadata({ topics: [input] })).brokers.values();
  const to = await answer<Connection>((callback) => producer[kGetConnection](broker!, callback));
  const api = await answer<TxnOffsetCommit>((callback) => producer[kGetApi]('TxnOffsetCommit', callback as never));
  const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedLeaderEpoch: 0 }];
  const { producerId, producerEpoch } = producer;
  await api.async(to, slot, group, producerId!, producerEpoch!, -1, '', null, [{ name: input, partitions }]);
  await producer.close();
}
