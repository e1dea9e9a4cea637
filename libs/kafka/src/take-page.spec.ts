// Pages one after another are what one long page is: nothing lost, nothing doubled, each partition in its order.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FetchedPartition, SourceRecord } from './fetch-records.js';
import { takePage } from './take-page.js';

type Log = readonly { readonly offset: bigint; readonly timestamp: bigint }[];

/** A partition's log: gaps between offsets are markers and aborted messages, times may go back and forth. */
const logs: fc.Arbitrary<Log> = fc
  .array(fc.record({ gap: fc.nat(3), timestamp: fc.bigInt(0n, 20n) }), { maxLength: 12 })
  .map((entries) => {
    let offset = -1n;
    return entries.map(({ gap, timestamp }) => ({ offset: (offset += BigInt(gap) + 1n), timestamp }));
  });
const all = { messages: 1_000, bytes: 1_000_000 };

const recordOf = (partition: number, { offset, timestamp }: Log[number]): SourceRecord => ({
  ...{ partition, offset, leaderEpoch: 0, timestamp, key: null, headers: [] },
  value: Buffer.from(`${partition}-${offset}`),
});

/** Like a broker: from each offset at most `most` records, to the end and the marker behind it when there are no more. */
function fetchFrom(partitions: readonly Log[], offsets: readonly bigint[], most: number) {
  return partitions.map((log, partition): Omit<FetchedPartition, 'highWatermark' | 'partition'> => {
    const waiting = log.filter(({ offset }) => offset >= (offsets[partition] ?? 0n));
    const records = waiting.slice(0, most).map((one) => recordOf(partition, one));
    const stableOffset = (log.at(-1)?.offset ?? -1n) + 2n;
    const nextOffset = waiting.length <= most ? stableOffset : waiting[most - 1]!.offset + 1n;
    return { records, nextOffset, stableOffset };
  });
}

function readAll(partitions: readonly Log[], limits: typeof all, fetched: number): string[] {
  const read: string[] = [];
  for (let offsets: readonly bigint[] = partitions.map(() => 0n); ; ) {
    const page = takePage(fetchFrom(partitions, offsets, fetched), limits);
    expect(page.records.length).toBeLessThanOrEqual(limits.messages);
    if (page.hasMore) expect(page.offsets).not.toEqual(offsets);
    read.push(...page.records.map(({ value }) => String(value)));
    ({ offsets } = page);
    if (!page.hasMore) return read;
  }
}

describe('pages', () => {
  it('of any length, out of fetches of any length, are what one page of all is', () => {
    fc.assert(
      fc.property(
        fc.array(logs, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        (partitions, messages, fetched) => {
          const whole = readAll(partitions, all, 1_000);
          expect(readAll(partitions, { ...all, messages }, fetched)).toEqual(whole);
          expect([...whole].sort()).toEqual(
            partitions.flatMap((log, p) => log.map(({ offset }) => `${p}-${offset}`)).sort(),
          );
          for (const [partition, log] of partitions.entries()) {
            expect(whole.filter((place) => place.startsWith(`${partition}-`))).toEqual(
              log.map(({ offset }) => `${partition}-${offset}`),
            );
          }
        },
      ),
    );
  });

  it('come oldest first, of equal times the lowest partition', () => {
    const at = (...times: bigint[]): Log => times.map((timestamp, index) => ({ offset: BigInt(index), timestamp }));
    expect(readAll([at(1n, 5n), at(2n, 5n), at(0n, 9n)], all, 10)).toEqual(['2-0', '0-0', '1-0', '0-1', '1-1', '2-1']);
  });

  it('end where a partition that was not fetched to its end may hold something older', () => {
    const fetched = [
      { records: [recordOf(0, { offset: 0n, timestamp: 1n })], nextOffset: 1n, stableOffset: 9n },
      { records: [recordOf(1, { offset: 0n, timestamp: 7n })], nextOffset: 1n, stableOffset: 1n },
    ];
    expect(takePage(fetched, all)).toMatchObject({ records: [{ partition: 0 }], offsets: [1n, 0n], hasMore: true });
  });

  it('are bounded by bytes, but for one record that is longer alone', () => {
    const log: Log = [0n, 1n, 2n].map((offset) => ({ offset, timestamp: offset }));
    const [first] = [takePage(fetchFrom([log], [0n], 10), { messages: 10, bytes: 1 })];
    expect(first).toMatchObject({ records: [{ offset: 0n }], offsets: [1n], hasMore: true });
    expect(takePage(fetchFrom([log], [0n], 10), { messages: 10, bytes: 6 }).records).toHaveLength(2);
  });

  it('of nothing but markers move on', () => {
    expect(takePage([{ records: [], nextOffset: 4n, stableOffset: 4n }], all)).toEqual({
      records: [],
      offsets: [4n],
      hasMore: false,
    });
  });
});
