// What failed stays known until it succeeds or is another's, however often its reader joins.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import { createFailingPartitions, createHolding } from './failing-partitions.js';
import { KafkaFault } from './kafka-fault.js';

const TOPIC = 'decisions';
const [first, second] = [
  { topic: TOPIC, partition: 0 },
  { topic: TOPIC, partition: 1 },
];
const fault = new KafkaFault('GW_ANY', 'x');

describe('the partitions that fail', () => {
  it('are kept over a join that leaves them, with their pace, and dropped by one that does not', () => {
    const told: unknown[] = [];
    const log = { info: () => undefined, warn: (fields: object) => void told.push(fields) };
    const failing = createFailingPartitions('group', log);
    expect([failing.isEmpty(), failing.failed(first, fault), failing.failed(second, fault)]).toEqual([true, 500, 500]);
    failing.keepOnly({ [TOPIC]: [0, 2] });
    expect([failing.isEmpty(), failing.failed(first, fault)]).toEqual([false, 1_000]);
    expect(told).toHaveLength(2);
    failing.succeeded(second);
    expect(failing.isEmpty()).toBe(false);
    failing.succeeded(first);
    expect(failing.isEmpty()).toBe(true);
    failing.failed(first, fault);
    failing.keepOnly({ other: [0] });
    expect(failing.isEmpty()).toBe(true);
  });

  it('are left alone for a while, each by itself, and not touched once kafkajs has ended', async () => {
    const done: string[] = [];
    const say = (what: string) => (of: { topic: string; partitions?: number[] }[]) =>
      void done.push(`${what} ${of[0]!.partitions!.join()}`);
    const consumer = { pause: say('pause'), resume: say('resume'), seek: () => undefined } as unknown as Consumer;
    const ended = new AbortController();
    const holding = createHolding(consumer, ended.signal);
    const range = (partition: number) => ({ topic: TOPIC, partition, first: 7n, nextOffset: 9n });
    holding.holdBack(range(0), 20);
    holding.holdBack(range(1), 10_000);
    await sleep(100);
    expect(done).toEqual(['pause 0', 'pause 1', 'resume 0']);
    expect([holding.isHeldBack(range(0)), holding.isHeldBack(range(1))]).toEqual([false, true]);
    ended.abort();
    await sleep(10);
    expect(done).toHaveLength(3);
  });
});
