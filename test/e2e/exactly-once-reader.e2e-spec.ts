// Promise: what was aborted is seen by no reader, also where the transactions of two gatekeepers lay across one another.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addPartitionsToTxnV3, kGetApi, Producer } from '@platformatic/kafka';
import { createCommittedReader } from '#kafka';
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

async function say(transaction: Awaited<ReturnType<Producer['beginTransaction']>>, value: string): Promise<void> {
  const message = { topic: TOPIC, partition: 0, key: Buffer.from(value), value: Buffer.from(value) };
  await transaction.send({ messages: [message] as never });
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
});
