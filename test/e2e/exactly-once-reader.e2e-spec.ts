// Promise: what was aborted is seen by no reader, also where the transactions of two gatekeepers lay across one another.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addPartitionsToTxnV3, kGetApi, Producer } from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { createCommittedReader, createControlReader, type CommittedReaderOptions } from '#kafka';
import { topicOf } from '#wire';
import { openGateHouse, STREAMS, type GateHouse } from '../gatekeeper/gate-house.js';
import { until } from '../gatekeeper/gatekeeper-run.js';

let gate: GateHouse;

beforeAll(async () => {
  gate = await openGateHouse();
}, 120_000);

afterAll(() => gate.close(), 30_000);

const TOPIC = topicOf(STREAMS[0]!.id);

function openProducer(slot: string): Producer {
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

async function say(transaction: Transaction, value: string, partition = 0): Promise<void> {
  const message = { topic: TOPIC, partition, key: Buffer.from(value), value: Buffer.from(value) };
  await transaction.send({ messages: [message] as never });
}

/** One committed message, in a transaction of its own. */
async function commit(value: string, partition: number): Promise<void> {
  const producer = openProducer('gatekeeper-8');
  const transaction = await producer.beginTransaction();
  await say(transaction, value, partition);
  await transaction.commit();
  await producer.close();
}

/** Removes what the partition holds now; gives where it begins from here. */
async function removeAll(partition: number): Promise<bigint> {
  const { brokers, username, password } = gate.house.kafkaAdmin;
  const sasl = { mechanism: 'scram-sha-256', username, password } as const;
  const admin = new kafkajs.Kafka({ brokers: [...brokers], sasl, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    // kafkajs deletes in topics alone whose partitions it has been asked for before.
    const offset = (await admin.fetchTopicOffsets(TOPIC)).find((one) => one.partition === partition)!.high;
    await admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition, offset }] });
    return BigInt(offset);
  } finally {
    await admin.disconnect();
  }
}

/** Reads the topic from where it ends now, and keeps its places. */
async function readOn(
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

describe('a read-committed reader', () => {
  it('shows nothing of two transactions that overlap and are both aborted', async () => {
    const [first, second] = [openProducer('gatekeeper-8'), openProducer('gatekeeper-9')];
    const [a, b] = [await first.beginTransaction(), await second.beginTransaction()];
    await say(a, 'aborted: began first, ended last');
    await say(b, 'aborted: began last, ended first');
    await b.abort();
    await a.abort();
    const committed = await first.beginTransaction();
    await say(committed, 'committed');
    await committed.commit();
    await Promise.all([first.close(), second.close()]);

    const values: string[] = [];
    const reader = createCommittedReader(gate.house.kafkaAdmin, {
      group: 'test.overlap',
      topics: [TOPIC],
      position: () => Promise.resolve(null),
      eachBatch: ({ messages }) => {
        values.push(...messages.map(({ value }) => String(value)));
        return Promise.resolve();
      },
    });
    await until('the committed one is seen', () => values.includes('committed'));
    await reader.stop();
    expect(values).toEqual(['committed']);
  }, 60_000);

  it('leaves nothing unread behind the last message, where a transaction left markers alone or was aborted', async () => {
    const producer = openProducer('gatekeeper-8');
    const committed = await producer.beginTransaction();
    await say(committed, 'last', 1);
    await committed.commit();
    for (const partition of [1, 1, 2]) {
      const aborted = await producer.beginTransaction();
      await say(aborted, 'aborted', partition);
      await aborted.abort();
    }
    await producer.close();

    const kept = new Map<number, bigint>();
    const values: string[] = [];
    let refused = 0;
    const open = () =>
      createCommittedReader(gate.house.kafkaAdmin, {
        group: 'test.markers',
        topics: [TOPIC],
        position: (_, partition) => Promise.resolve(kept.get(partition) ?? null),
        eachBatch: ({ partition, messages, nextOffset }) => {
          if (partition === 2 && messages.length === 0 && (refused += 1) <= 2)
            return Promise.reject(new Error('not stored'));
          kept.set(partition, nextOffset);
          values.push(...messages.map(({ value }) => String(value)));
          return Promise.resolve();
        },
      });
    const ends = await gate.stableEnds();
    const isRead = () => [0, 1, 2].every((partition) => kept.get(partition) === ends.get(`${TOPIC}-${partition}`));
    const first = open();
    await until('everything is read', isRead);
    await first.stop();
    expect(refused).toBeGreaterThan(2);
    const before = [...values];

    // From where it was kept: beyond what was read, and what comes then is read.
    const again = open();
    const next = openProducer('gatekeeper-9');
    const more = await next.beginTransaction();
    await say(more, 'more', 1);
    await more.commit();
    await next.close();
    await until('the next one is read', () => values.length > before.length);
    await again.stop();
    expect(values).toEqual([...before, 'more']);
  }, 60_000);

  it('reads nothing of a topic that has less than was read of it, though it grow, until it is opened anew', async () => {
    const ends = await gate.stableEnds();
    const kept = new Map([0, 1, 2, 3].map((partition) => [partition, ends.get(`${TOPIC}-${partition}`)!]));
    kept.set(1, kept.get(1)! + 1n);
    const codes: unknown[] = [];
    const handedOn: number[] = [];
    const open = () =>
      createCommittedReader(gate.house.kafkaAdmin, {
        group: 'test.replaced',
        topics: [TOPIC],
        position: (_, partition) => Promise.resolve(kept.get(partition) ?? null),
        eachBatch: ({ partition, messages }) => {
          handedOn.push(...messages.map(() => partition));
          return Promise.resolve();
        },
        log: { info: () => undefined, warn: ({ code }) => void codes.push(code) },
      });
    const reader = open();
    await until('it says so', () => codes.includes('GW_TOPIC_REPLACED') && !reader.ready());
    const producer = openProducer('gatekeeper-8');
    for (let grown = 0; grown < 3; grown += 1) {
      const more = await producer.beginTransaction();
      await say(more, 'after it was replaced', 1);
      await more.commit();
    }
    await producer.close();
    await sleep(3_000);
    expect([handedOn, reader.ready()]).toEqual([[], false]);
    await reader.stop();

    kept.set(1, 0n);
    const again = open();
    await until('it reads from the beginning', () => handedOn.length > 3 && again.ready());
    await again.stop();
    expect(new Set(handedOn)).toEqual(new Set([1]));
  }, 60_000);

  it('tells what was removed while it was storing what stood before, and nothing of what was aborted there', async () => {
    const values: string[] = [];
    const gaps: unknown[] = [];
    let store = (): void => undefined;
    const stored = new Promise<void>((resolve) => (store = resolve));
    const onValue = (value: string) => {
      values.push(value);
      return value === 'before' ? stored : Promise.resolve();
    };
    const { reader, kept } = await readOn('test.removed', onValue, { onGap: (gap) => gaps.push(gap) });
    const producer = openProducer('gatekeeper-9');
    for (let nth = 0; nth < 2; nth += 1) {
      const aborted = await producer.beginTransaction();
      await say(aborted, 'aborted', 3);
      await aborted.abort();
    }
    await producer.close();
    await commit('before', 3);
    await until('it is being stored', () => values.includes('before'));
    const from = (await gate.stableEnds()).get(`${TOPIC}-3`);
    await commit('removed', 3);
    await commit('removed', 3);
    const to = await removeAll(3);
    store();
    await until('what stood before is stored', () => kept.get(3) === from);
    await commit('behind', 3);
    await until('it reads on', () => values.includes('behind'));
    await reader.stop();
    expect([values, gaps]).toEqual([['before', 'behind'], [{ topic: TOPIC, partition: 3, from, to }]]);
  }, 60_000);

  it('keeps its place in the group while storing takes longer than a session', async () => {
    const values: string[] = [];
    const onValue = async (value: string) => {
      if (value === 'slow') await sleep(8_000);
      values.push(value);
    };
    const { reader, asked } = await readOn('test.slow', onValue);
    await until('it has its place', () => reader.ready());
    await commit('slow', 1);
    await until('it is stored', () => values.includes('slow'));
    await commit('next', 1);
    await until('the next one is', () => values.includes('next'));
    await reader.stop();
    // Where it is read on is asked at every assignment.
    expect([values, asked.filter((partition) => partition === 1)]).toEqual([['slow', 'next'], [1]]);
  }, 60_000);

  it('reads on the other partitions while one fails, and that one once it does not', async () => {
    const values: string[] = [];
    let failures = 0;
    let fails = true;
    const onValue = (value: string) => {
      if (value === 'refused' && fails) {
        failures += 1;
        return Promise.reject(new Error('not stored'));
      }
      values.push(value);
      return Promise.resolve();
    };
    const { reader } = await readOn('test.failing', onValue);
    await until('it has its place', () => reader.ready());
    await commit('refused', 1);
    // After the fourth it is left alone for four seconds.
    await until('it failed four times', () => failures === 4);
    await commit('other', 2);
    await until('the other is read', () => values.includes('other'), 2_000);
    expect([failures, reader.ready()]).toEqual([4, false]);
    fails = false;
    await until('it is read', () => values.includes('refused'));
    await until('all is well', () => reader.ready());
    await reader.stop();
    expect(values).toEqual(['other', 'refused']);
  }, 60_000);
});

describe('a reader of control', () => {
  it('was up to date when it asked, not when it had read the answer', async () => {
    await gate.sayUnfenced('recipient-registered', { recipient: 'dealer:D001' });
    let appliedAt = 0;
    const reader = createControlReader(gate.house.kafkaAdmin, () => {
      appliedAt ||= Date.now();
      while (Date.now() < appliedAt + 50);
    });
    await reader.catchUp();
    await reader.close();
    expect([appliedAt > 0, reader.caughtUpAt() <= appliedAt]).toEqual([true, true]);
  }, 30_000);
});
