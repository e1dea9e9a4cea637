// Promise: what was aborted is seen by no reader, also where the transactions of two gatekeepers lay across one another.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCommittedReader } from '#kafka';
import { openGateHouse, type GateHouse } from '../gatekeeper/gate-house.js';
import { until } from '../gatekeeper/gatekeeper-run.js';
import { openProducer, say, TOPIC } from '../gatekeeper/reader-room.js';

let gate: GateHouse;

beforeAll(async () => {
  gate = await openGateHouse();
}, 120_000);

afterAll(() => gate.close(), 120_000);

describe('a read-committed reader', () => {
  it('shows nothing of two transactions that overlap and are both aborted', async () => {
    const [first, second] = [openProducer(gate, 'gatekeeper-8'), openProducer(gate, 'gatekeeper-9')];
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
    const producer = openProducer(gate, 'gatekeeper-8');
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
    // What was aborted and the marker behind it, which the broker may write after it has answered.
    await until('all are ended', async () => (await gate.stableEnds()).get(`${TOPIC}-2`) === 2n);
    const ends = await gate.stableEnds();
    const isRead = () => [0, 1, 2].every((partition) => kept.get(partition) === ends.get(`${TOPIC}-${partition}`));
    const first = open();
    await until('everything is read', isRead);
    await first.stop();
    expect(refused).toBeGreaterThan(2);
    const before = [...values];

    // From where it was kept: beyond what was read, and what comes then is read.
    const again = open();
    const next = openProducer(gate, 'gatekeeper-9');
    const more = await next.beginTransaction();
    await say(more, 'more', 1);
    await more.commit();
    await next.close();
    await until('the next one is read', () => values.length > before.length);
    await again.stop();
    expect(values).toEqual([...before, 'more']);
  }, 60_000);
});
