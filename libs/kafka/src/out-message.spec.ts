// Output is cut so that no broker refuses it, and so that nothing changes its order.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutIntoSends, place, sizeOf, type PlacedMessage } from './out-message.js';
import { partitionOf } from './partition-of.js';

const placed = (topic: string, partition: number, bytes: number): PlacedMessage => ({
  topic,
  partition,
  key: Buffer.from('k'),
  value: Buffer.alloc(bytes),
});

const anyMessage = fc
  .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 500 }))
  .map(([topic, partition, bytes]) => placed(topic, partition, bytes));

describe('cutIntoSends', () => {
  it('keeps every message, once and in order', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 60 }), (messages) => {
        const together = cutIntoSends(messages, 600).flat();
        expect(together.length).toBe(messages.length);
        expect(together.every((message, index) => message === messages[index])).toBe(true);
      }),
    );
  });

  it('gives no partition more than the limit in one send, but for a single message', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 60 }), (messages) => {
        for (const send of cutIntoSends(messages, 400)) {
          const parts = new Map<string, PlacedMessage[]>();
          for (const message of send) {
            const place = `${message.topic}:${message.partition}`;
            parts.set(place, [...(parts.get(place) ?? []), message]);
          }
          for (const part of parts.values()) {
            const bytes = part.reduce((sum, message) => sum + sizeOf(message), 0);
            expect(bytes <= 400 || part.length === 1).toBe(true);
          }
        }
      }),
    );
  });

  it('sends nothing for nothing', () => {
    expect(cutIntoSends([])).toEqual([]);
  });
});

describe('place', () => {
  it('chooses the partition by the key among the topic’s own partitions, and writes headers as bytes', () => {
    const counts: Record<string, number> = { decisions: 8, 'dead-letters': 1 };
    const [first, second] = place(
      [
        { topic: 'decisions', key: 'レコード.1', value: '{}', headers: { gw_salt: 'x' } },
        { topic: 'dead-letters', key: 'レコード.1', value: Buffer.from('{}') },
      ],
      (topic) => counts[topic]!,
    );
    expect(first).toMatchObject({ partition: partitionOf(Buffer.from('レコード.1'), 8), value: Buffer.from('{}') });
    expect([...first!.headers!].map(([name, content]) => `${name.toString()}=${content.toString()}`)).toEqual([
      'gw_salt=x',
    ]);
    expect(second!.partition).toBe(0);
    expect(second!.headers).toBeUndefined();
  });
});
