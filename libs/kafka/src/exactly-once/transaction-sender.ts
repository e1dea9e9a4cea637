// Produces within a transaction: what a batch sends, one request for each leader.
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type API,
  type ClusterMetadata,
  type Connection,
  kGetApi,
  kGetConnection,
  type Producer,
  produceV11,
  Writer,
} from '@platformatic/kafka';
import { answer } from '../answer.js';
import { KafkaFault } from '../kafka-fault.js';
import type { RecordAccumulator } from './record-accumulator.js';
import { batchOf, sequenceAfter } from './record-batch.js';
import type { WrittenRecords } from './record-buffer.js';

/** A transaction of the client, begun and not yet ended. */
export type Transaction = Awaited<ReturnType<Producer['beginTransaction']>>;

/**
 * Sends within the transactions of one producer, in one epoch. Messages are compressed while the transaction is still being
 * begun. `whileStored` is called once everything is written to the brokers and before they have answered: what it does
 * costs no time of its own. It must not throw; where there is nothing to send it is not called.
 */
export type TransactionSender = (
  beginning: Promise<Transaction>,
  output: RecordAccumulator,
  whileStored: () => void,
) => Promise<void>;

/** A request that has been written to its broker. */
interface Written {
  readonly connection: Connection;
  /** Its answer. */
  readonly stored: Promise<unknown>;
}

/** What one partition gets, in order and cut so that no broker refuses it for its size. */
interface Part {
  readonly topic: string;
  readonly partition: number;
  readonly batches: readonly WrittenRecords[];
}

const ALL_REPLICAS = -1;
const TIMEOUT_MS = 5_000;
/** Turns of the event loop for a socket to take what was written; after them the answer is awaited all the same. */
const MOST_TURNS = 1_000;

/**
 * A sender for a producer that has its id. Any rejection leaves sequences in doubt: the producer must be thrown away.
 * Nothing is retried here; calls must not overlap.
 */
export function createTransactionSender(producer: Producer): TransactionSender {
  const sequences = new Map<string, number>();

  const write = async (
    leader: number,
    metadata: ClusterMetadata,
    parts: ReadonlyMap<string, Batches>,
  ): Promise<Written> => {
    const broker = metadata.brokers.get(leader);
    if (!broker) throw new KafkaFault('GW_NO_LEADER', 'a partition has no leader');
    const connection = await answer<Connection>((callback) => producer[kGetConnection](broker, callback));
    const api = await answer<API<never, unknown>>((callback) => producer[kGetApi]('Produce', callback));
    if (api.version !== produceV11.api.version) {
      throw new KafkaFault('GW_BROKER_TOO_OLD', 'the broker does not know version 11 of Produce');
    }
    const request = (): Writer =>
      Writer.create()
        .appendString(producer.transaction!.id)
        .appendInt16(ALL_REPLICAS)
        .appendInt32(TIMEOUT_MS)
        .appendArray([...parts], (writer, [topic, batches]) => {
          writer.appendString(topic).appendArray([...batches], (inner, [partition, batch]) => {
            inner
              .appendInt32(partition)
              .appendUnsignedVarInt(batch.length + 1)
              .append(batch);
          });
        })
        .appendTaggedFields();
    const { key } = produceV11.api;
    const stored = answer((callback) =>
      connection.send(key, api.version, request, produceV11.parseResponse, true, true, callback as never),
    );
    // It is awaited below, but another request may fail before.
    stored.catch(() => undefined);
    return { connection, stored };
  };

  return async (beginning, output, whileStored) => {
    const topics = output.topics();
    if (topics.length === 0) return;
    const metadata = await producer.metadata({ topics });
    const shares = output.shares((topic) => metadata.topics.get(topic)!.partitionsCount);
    const joined = beginning.then((transaction) =>
      transaction.addPartitions(metadata, shares.map(({ topic, partition }) => ({ topic, partition })) as never),
    );
    joined.catch(() => undefined);
    const parts: Part[] = [];
    for (const { topic, partition, drain } of shares) {
      parts.push({ topic, partition, batches: drain() });
      // The broker's answers are taken in between.
      await nextTurn();
    }
    await joined;
    const { producerId, producerEpoch } = producer;
    if (producerId === undefined || producerEpoch === undefined)
      throw new KafkaFault('GW_NO_PRODUCER_ID', 'no producer id');
    const rounds = Math.max(0, ...parts.map(({ batches }) => batches.length));
    const timestamp = Date.now();
    for (let round = 0; round < rounds; round += 1) {
      const byLeader = new Map<number, Map<string, Batches>>();
      for (const { topic, partition, batches } of parts) {
        const records = batches[round];
        if (records === undefined) continue;
        const place = `${topic}:${partition}`;
        const firstSequence = sequences.get(place) ?? 0;
        sequences.set(place, sequenceAfter(firstSequence, records.count));
        const { leader } = metadata.topics.get(topic)!.partitions[partition]!;
        const ofLeader = getOrMake(byLeader, leader, () => new Map<string, Batches>());
        const batch = batchOf(records, { producerId, producerEpoch, firstSequence, timestamp });
        getOrMake(ofLeader, topic, () => new Map<number, Buffer>()).set(partition, batch);
      }
      const written = await Promise.all([...byLeader].map(([leader, of]) => write(leader, metadata, of)));
      if (round === rounds - 1) {
        for (const { connection } of written) await drained(connection);
        whileStored();
      }
      await Promise.all(written.map(({ stored }) => stored));
    }
  };
}

type Batches = Map<number, Buffer>;

/** Waits until the system has taken what was written: whoever keeps the process busy before keeps it from the broker. */
async function drained({ socket }: Connection): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS && socket.writableLength > 0 && !socket.destroyed; turn += 1) await nextTurn();
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
