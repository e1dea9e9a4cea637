// Where a partition is read on, and what is told of what the broker removed before it was read.
import { describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { createPlaces, type Range } from './committed-places.js';

/** A broker that has the partition from `low` to `high`, and a place kept of it. */
function openPlaces(kept: bigint | null) {
  const broker = { low: 0n, high: 100n, asked: 0 };
  const gaps: string[] = [];
  const admin = {
    connect: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
    fetchTopicOffsets() {
      broker.asked += 1;
      return Promise.resolve([{ partition: 0, low: String(broker.low), high: String(broker.high) }]);
    },
  };
  const places = createPlaces({
    kafka: { admin: () => admin } as unknown as Kafka,
    position: () => Promise.resolve(kept),
    onGap: ({ from, to }) => gaps.push(`${from}-${to}`),
    replaced: new Set(),
  });
  return { places, gaps, broker };
}

const range = (first: bigint, nextOffset: bigint): Range => ({ topic: 'decisions', partition: 0, first, nextOffset });

async function take({ places }: ReturnType<typeof openPlaces>, ...of: Range[]): Promise<void> {
  for (const one of of) {
    await places.of(one);
    places.moveTo(one);
  }
}

describe('what was removed while it was being read', () => {
  it('is told where the broker has it no longer, and read on behind it', async () => {
    const opened = openPlaces(10n);
    await take(opened, range(10n, 20n));
    opened.broker.low = 35n;
    expect(await opened.places.of(range(35n, 40n))).toEqual({ next: 20n, isElsewhere: false });
    expect(opened.gaps).toEqual(['20-35']);
    opened.places.moveTo(range(35n, 40n));
    await take(opened, range(40n, 50n));
    expect(opened.gaps).toEqual(['20-35']);
  });

  it('ends where the broker begins, or before what has come of it', async () => {
    const opened = openPlaces(10n);
    await take(opened, range(10n, 20n));
    opened.broker.low = 30n;
    await take(opened, range(33n, 40n));
    opened.broker.low = 60n;
    await take(opened, range(50n, 55n));
    expect(opened.gaps).toEqual(['20-30', '40-50']);
  });

  it('is not what was left out while the broker has everything, and nobody is asked where nothing was left out', async () => {
    const opened = openPlaces(10n);
    await take(opened, range(10n, 20n), range(20n, 25n));
    const { asked } = opened.broker;
    opened.broker.low = 25n;
    await take(opened, range(25n, 30n));
    expect(opened.broker.asked).toBe(asked);
    await take(opened, range(32n, 40n));
    expect([opened.gaps, opened.broker.asked]).toEqual([[], asked + 1]);
  });

  it('is told of a partition of which nothing was stored yet, once it was offered', async () => {
    const opened = openPlaces(null);
    expect(await opened.places.of(range(0n, 10n))).toEqual({ next: 0n, isElsewhere: false });
    opened.places.forget(range(0n, 10n));
    opened.broker.low = 12n;
    expect(await opened.places.of(range(12n, 20n))).toEqual({ next: 12n, isElsewhere: false });
    expect(opened.gaps).toEqual(['0-12']);
  });
});
