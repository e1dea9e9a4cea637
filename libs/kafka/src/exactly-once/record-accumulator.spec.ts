// What a batch sends is placed by its keys, keeps its order, and is cut where a broker would refuse it.
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OutMessage } from '../out-message.js';
import { partitionOf } from '../partition-of.js';
import { createAccumulators, type Share } from './record-accumulator.js';
import { batchOf } from './record-batch.js';
import { Reader, readRecordsBatch } from '@platformatic/kafka';

const ORIGIN = { producerId: 1n, producerEpoch: 0, firstSequence: 0, timestamp: 0 };
const COUNTS = new Map([
  ['a', 1],
  ['b', 3],
  ['c', 8],
]);
const partitionsOf = (topic: string): number => COUNTS.get(topic)!;

const anyMessage: fc.Arbitrary<OutMessage> = fc.record({
  topic: fc.constantFrom(...COUNTS.keys()),
  key: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
  value: fc.string({ unit: 'grapheme', maxLength: 200 }),
});

const valuesOf = ({ drain }: Share): readonly string[] =>
  drain().flatMap((records) =>
    readRecordsBatch(Reader.from(batchOf(records, ORIGIN))).records.map(({ value }) => String(value)),
  );

describe('an accumulator', () => {
  it('gives every message once, to the partition of its key and in order, whether its topic was known or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyMessage, { maxLength: 20 }), { maxLength: 4 }),
        fc.constantFrom(1, 300, 900_000),
        (batches, limit) => {
          const open = createAccumulators(limit);
          for (const messages of batches) {
            const output = open();
            messages.forEach(output.append);
            expect(new Set(output.topics())).toEqual(new Set(messages.map(({ topic }) => topic)));
            const shares = output.shares(partitionsOf);
            let count = 0;
            for (const share of shares) {
              const mine = messages.filter(
                ({ topic, key }) =>
                  topic === share.topic && partitionOf(Buffer.from(key), partitionsOf(topic)) === share.partition,
              );
              expect(valuesOf(share)).toEqual(mine.map(({ value }) => value));
              count += mine.length;
            }
            expect(count).toBe(messages.length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is cut where a partition would grow over the limit, but for a single message', () => {
    const output = createAccumulators(300)();
    for (let n = 0; n < 20; n += 1) output.append({ topic: 'a', key: String(n), value: 'x'.repeat(90) });
    output.append({ topic: 'a', key: 'long', value: 'x'.repeat(900) });
    const cut = output.shares(partitionsOf).flatMap(({ drain }) => drain());
    expect(cut.reduce((sum, { count }) => sum + count, 0)).toBe(21);
    const sizes = cut.map(({ bytes }) => zstdDecompressSync(bytes).length);
    expect(sizes.slice(0, -1).every((size) => size <= 300)).toBe(true);
    expect(sizes.at(-1)).toBeGreaterThan(900);
    expect(cut.at(-1)?.count).toBe(1);
  });

  it('keeps apart what two open ones were given, and what was drained from what is written next', () => {
    const open = createAccumulators();
    const batch = (value: string) => {
      const output = open();
      output.append({ topic: 'a', key: 'k', value });
      return output;
    };
    batch('learns the topic').shares(partitionsOf);
    const [one, other] = [batch('one'), batch('other')];
    const drained = one.shares(partitionsOf)[0]!.drain();
    const third = batch('third');
    expect(String(zstdDecompressSync(drained[0]!.bytes))).toContain('one');
    expect(other.shares(partitionsOf).flatMap(valuesOf)).toEqual(['other']);
    expect(third.shares(partitionsOf).flatMap(valuesOf)).toEqual(['third']);
  });

  it('refuses what was placed among another number of partitions, and places what comes next among the new one', () => {
    const open = createAccumulators();
    const batch = () => {
      const output = open();
      output.append({ topic: 'b', key: 'k', value: 'v' });
      return output;
    };
    expect(batch().shares(() => 1)).toMatchObject([{ partition: 0 }]);
    const late = batch();
    expect(() => late.shares(partitionsOf)).toThrow(expect.objectContaining({ code: 'GW_PARTITIONS_CHANGED' }));
    expect(batch().shares(partitionsOf)).toMatchObject([{ partition: partitionOf(Buffer.from('k'), 3) }]);
  });

  it('sends nothing for nothing', () => {
    const output = createAccumulators()();
    expect([output.topics(), output.shares(partitionsOf)]).toEqual([[], []]);
  });
});
