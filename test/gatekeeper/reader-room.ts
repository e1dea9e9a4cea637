// Transactions on one stream's topic, and readers of it that begin where it ends: for tests of readers on a real broker.
import { addPartitionsToTxnV3, kGetApi, Producer } from '@platformatic/kafka';
import kafkajs from 'kafkajs';
import { createCommittedReader, type CommittedReaderOptions } from '#kafka';
import { topicOf } from '#wire';
import { STREAMS, type GateHouse } from './gate-house.js';

export const TOPIC = topicOf(STREAMS[0]!.id);

export function openProducer(gate: GateHouse, slot: string): Producer {
  const { brokers, username, password } = gate.house.kafkaAdmin;
  const producer = new Producer({
    ...{ clientId: slot, bootstrapBrokers: [...brokers], sasl: { mechanism: 'SCRAM-SHA-256', username, password } },
    ...{ idempotent: true, transactionalId: slot, producerId: -1n, producerEpoch: -1, retryDelay: 10, retries: 100 },
  });
  const getApi = producer[kGetApi].bind(producer);
  producer[kGetApi] = ((name: string, callback: (error: Error | null, api?: unknown) => void) => {
    if (name === 'AddPartitionsToTxn') callback(null, addPartitionsToTxnV3.api);
    else getApi(name, callback as never);
  }) as typeof getApi;
  return producer;
}

type Transaction = Awaited<ReturnType<Producer['beginTransaction']>>;

export async function say(transaction: Transaction, value: string, partition = 0): Promise<void> {
  const message = { topic: TOPIC, partition, key: Buffer.from(value), value: Buffer.from(value) };
  await transaction.send({ messages: [message] as never });
}

/** One committed message, in a transaction of its own. */
export async function commit(gate: GateHouse, value: string, partition: number): Promise<void> {
  const producer = openProducer(gate, 'gatekeeper-8');
  const transaction = await producer.beginTransaction();
  await say(transaction, value, partition);
  await transaction.commit();
  await producer.close();
}

/** Removes what the partition holds now; gives where it begins from here. */
export async function removeAll(gate: GateHouse, partition: number, topic = TOPIC): Promise<bigint> {
  const { brokers, username, password } = gate.house.kafkaAdmin;
  const sasl = { mechanism: 'scram-sha-256', username, password } as const;
  const admin = new kafkajs.Kafka({ brokers: [...brokers], sasl, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    // kafkajs deletes in topics alone whose partitions it has been asked for before.
    const offset = (await admin.fetchTopicOffsets(topic)).find((one) => one.partition === partition)!.high;
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset }] });
    return BigInt(offset);
  } finally {
    await admin.disconnect();
  }
}

/** Reads the topic from where it ends now, and keeps its places. */
export async function readOn(
  gate: GateHouse,
  group: string,
  onValue: (value: string) => Promise<void>,
  more: Partial<CommittedReaderOptions> = {},
) {
  const ends = await gate.stableEnds();
  const kept = new Map([0, 1, 2, 3].map((partition) => [partition, ends.get(`${TOPIC}-${partition}`)!]));
  const asked: number[] = [];
  const reader = createCommittedReader(gate.house.kafkaAdmin, {
    ...{ group, topics: [TOPIC] },
    position(_, partition) {
      asked.push(partition);
      return Promise.resolve(kept.get(partition) ?? null);
    },
    async eachBatch({ partition, messages, nextOffset }) {
      for (const { value } of messages) await onValue(String(value));
      kept.set(partition, nextOffset);
    },
    ...more,
  });
  return { reader, kept, asked };
}
