// What a batch sends is placed by its keys, keeps its order, and is cut where a broker would refuse it.
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Reader, readRecordsBatch } from '@platformatic/kafka';
import fc from 'fast-check';
import type { OutMessage } from '../out-message.js';
import { partitionOf } from '../partition-of.js';
import { createAccumulators, type Share } from './record-accumulator.js';
import { batchOf } from './record-batch.js';
import type { WrittenRecords } from './record-buffer.js';

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

const valuesIn = (cut: readonly WrittenRecords[]): readonly string[] =>
  cut.flatMap((records) =>
    readRecordsBatch(Reader.from(batchOf(records, ORIGIN))).records.map(({ value }) => String(value)),
  );
const valuesOf = ({ drain }: Share): readonly string[] => valuesIn(drain());

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

  it('is cut where a partition would grow over the limit and nowhere else, but for a single message', () => {
    const output = createAccumulators(300)();
    for (let n = 0; n < 20; n += 1) output.append({ topic: 'a', key: String(n), value: 'x'.repeat(90) });
    output.append({ topic: 'a', key: 'long', value: 'x'.repeat(900) });
    const cut = output.shares(partitionsOf).flatMap(({ drain }) => drain());
    expect(cut.map(({ count }) => count)).toEqual([3, 3, 3, 2, 2, 2, 2, 2, 1, 1]);
    const sizes = cut.map(({ bytes }) => zstdDecompressSync(bytes).length);
    expect(sizes[0]).toBe(300);
    expect(sizes.slice(0, -1).every((size) => size <= 300)).toBe(true);
    expect(sizes.at(-1)).toBeGreaterThan(900);
  });

  it('sends nothing of a batch that came to nothing, nor of one beside it, nor what was drained again', () => {
    const open = createAccumulators();
    const batch = (value: string) => {
      const output = open();
      output.append({ topic: 'a', key: 'k', value });
      return output;
    };
    expect(batch('learns the topic').shares(partitionsOf).flatMap(valuesOf)).toEqual(['learns the topic']);
    batch('lost');
    const [one, other] = [batch('one'), batch('other')];
    const drained = one.shares(partitionsOf)[0]!.drain();
    const third = batch('third');
    expect(String(zstdDecompressSync(drained[0]!.bytes))).not.toMatch(/other|third|lost|learns/u);
    expect(valuesIn(drained)).toEqual(['one']);
    expect(other.shares(partitionsOf).flatMap(valuesOf)).toEqual(['other']);
    expect(third.shares(partitionsOf).flatMap(valuesOf)).toEqual(['third']);
    expect(batch('fourth').shares(partitionsOf).flatMap(valuesOf)).toEqual(['fourth']);
  });

  it('keeps the order of a topic that another batch learns meanwhile', () => {
    const open = createAccumulators();
    const [one, other] = [open(), open()];
    one.append({ topic: 'a', key: 'k', value: '1' });
    other.append({ topic: 'a', key: 'k', value: 'other' });
    other.shares(partitionsOf);
    one.append({ topic: 'a', key: 'k', value: '2' });
    expect(one.topics()).toEqual(['a']);
    expect(one.shares(partitionsOf).flatMap(valuesOf)).toEqual(['1', '2']);
  });

  it('takes nothing once it has been sent, and gives nothing twice', () => {
    const output = createAccumulators()();
    output.append({ topic: 'a', key: 'k', value: 'v' });
    const [share] = output.shares(partitionsOf);
    share!.drain();
    const taken = expect.objectContaining({ code: 'GW_BATCH_TAKEN' }) as unknown as Error;
    expect(() => share!.drain()).toThrow(taken);
    expect(() => output.shares(partitionsOf)).toThrow(taken);
    expect(() => output.append({ topic: 'a', key: 'k', value: 'late' })).toThrow(taken);
  });

  it.each([0, undefined, Number.NaN])('sends nothing to a topic of %p partitions, known before or not', (count) => {
    const open = createAccumulators();
    const batch = () => {
      const output = open();
      output.append({ topic: 'b', key: 'k', value: 'v' });
      return output;
    };
    const none = expect.objectContaining({ code: 'GW_NO_PARTITIONS' }) as unknown as Error;
    expect(() => batch().shares(() => count as number)).toThrow(none);
    batch().shares(partitionsOf);
    expect(() => batch().shares(() => count as number)).toThrow(none);
    expect(batch().shares(partitionsOf)).toHaveLength(1);
  });

  it('refuses what was placed among another number of partitions, and places what comes next among the new one', () => {
    const open = createAccumulators();
    const batch = () => {
      const output = open();
      for (const topic of ['b', 'c']) output.append({ topic, key: 'k', value: 'v' });
      return output;
    };
    expect(batch().shares(() => 1)).toMatchObject([{ partition: 0 }, { partition: 0 }]);
    const changed = expect.objectContaining({ code: 'GW_PARTITIONS_CHANGED' }) as unknown as Error;
    expect(() => batch().shares(partitionsOf)).toThrow(changed);
    expect(batch().shares(partitionsOf)).toMatchObject(
      ['b', 'c'].map((topic) => ({ topic, partition: partitionOf(Buffer.from('k'), partitionsOf(topic)) })),
    );
  });

  it('sends nothing for nothing', () => {
    const output = createAccumulators()();
    expect([output.topics(), output.shares(partitionsOf)]).toEqual([[], []]);
  });
});
