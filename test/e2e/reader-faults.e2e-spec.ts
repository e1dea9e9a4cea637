// Promise: a reader tells what it cannot have, keeps its place while it stores, and one partition that fails holds up no other.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommittedReader, createControlReader } from '#kafka';
import { openGateHouse, type GateHouse } from '../gatekeeper/gate-house.js';
import { until } from '../gatekeeper/gatekeeper-run.js';
import { commit, openProducer, readOn, removeAll, say, TOPIC } from '../gatekeeper/reader-room.js';

let gate: GateHouse;

beforeAll(async () => {
  gate = await openGateHouse();
}, 120_000);

afterAll(() => gate.close(), 120_000);

describe('a read-committed reader', () => {
  it('reads nothing of a topic that has less than was read of it, though it grow, until it is opened anew', async () => {
    await commit(gate, 'before', 1);
    // A message and the marker behind it, which the broker may write after it has answered.
    await until('it is there', async () => (await gate.stableEnds()).get(`${TOPIC}-1`) === 2n);
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
    const producer = openProducer(gate, 'gatekeeper-8');
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
    const { reader, kept } = await readOn(gate, 'test.removed', onValue, { onGap: (gap) => gaps.push(gap) });
    const producer = openProducer(gate, 'gatekeeper-9');
    for (let nth = 0; nth < 2; nth += 1) {
      const aborted = await producer.beginTransaction();
      await say(aborted, 'aborted', 3);
      await aborted.abort();
    }
    await producer.close();
    await commit(gate, 'before', 3);
    await until('it is being stored', () => values.includes('before'));
    const from = (await gate.stableEnds()).get(`${TOPIC}-3`);
    await commit(gate, 'removed', 3);
    await commit(gate, 'removed', 3);
    const to = await removeAll(gate, 3);
    store();
    await until('what stood before is stored', () => kept.get(3) === from);
    await commit(gate, 'behind', 3);
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
    const { reader, asked } = await readOn(gate, 'test.slow', onValue);
    await until('it has its place', () => reader.ready());
    await commit(gate, 'slow', 1);
    await until('it is stored', () => values.includes('slow'));
    await commit(gate, 'next', 1);
    await until('the next one is', () => values.includes('next'));
    await reader.stop();
    // Where it is read on is asked at every assignment.
    expect([values, asked.filter((partition) => partition === 1)]).toEqual([['slow', 'next'], [1]]);
  }, 60_000);

  it('reads on the other partitions while one fails, and that one once it does not', async () => {
    const values: string[] = [];
    let failures = 0;
    let fails = true;
    /** How often one had failed when the other was read. */
    let meanwhile = 0;
    const onValue = (value: string) => {
      if (value === 'refused' && fails) {
        failures += 1;
        return Promise.reject(new Error('not stored'));
      }
      if (value === 'other') meanwhile = failures;
      values.push(value);
      return Promise.resolve();
    };
    const { reader } = await readOn(gate, 'test.failing', onValue);
    await until('it has its place', () => reader.ready());
    await commit(gate, 'refused', 1);
    // After the fourth it is left alone for four seconds.
    await until('it failed four times', () => failures === 4);
    await commit(gate, 'other', 2);
    await until('the other is read', () => values.includes('other'), 2_000);
    expect([values, meanwhile, reader.ready()]).toEqual([['other'], 4, false]);
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
