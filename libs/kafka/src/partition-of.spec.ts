// The partitioner must be Java's: a key that moved would lose its order.
import { compatibilityPartitioner, murmur2 as librarysMurmur2 } from '@platformatic/kafka';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import kafkajs from 'kafkajs';
import { murmur2, partitionOf } from './partition-of.js';

describe('murmur2', () => {
  // From Kafka's own UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of `%s` is what Java gives', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('equals both clients of ours on any bytes', () => {
    const choose = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: 16 }, (_, partitionId) => ({ partitionId, leader: 1 }));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const key = Buffer.from(bytes);
        expect(murmur2(key)).toBe(librarysMurmur2(key) | 0);
        expect(partitionOf(key, 16)).toBe(compatibilityPartitioner({} as never, key) % 16);
        const message = { key, value: null };
        expect(partitionOf(key, 16)).toBe(
          choose({ topic: 't', partitionMetadata: partitionMetadata as never, message }),
        );
      }),
    );
  });

  it('of a text is that of its UTF-8 bytes, short or long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (key) => {
        expect(partitionOf(key, 16)).toBe(partitionOf(Buffer.from(key), 16));
      }),
    );
  });
});
