// What is written flat reads back, by the client's own reader, as what was to be sent.
import { describe, expect, it } from '@jest/globals';
import { Reader, readRecordsBatch } from '@platformatic/kafka';
import fc from 'fast-check';
import type { OutMessage } from '../out-message.js';
import { createAccumulators } from './record-accumulator.js';
import { batchOf, sequenceAfter } from './record-batch.js';

const origin = { producerId: 4_000_000_000n, producerEpoch: 3, firstSequence: 17, timestamp: 1_790_000_000_123 };
const SHARED = { ce_type: 'x'.repeat(70), ce_source: '試験' };

/** Lone surrogates too: they are written as U+FFFD, as everywhere. */
const anyUnits = fc
  .array(fc.nat(0xffff), { minLength: 100, maxLength: 150 })
  .map((units) => String.fromCharCode(...units));
const anyHeaders = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }));
/** Its length as bytes takes another varint than its length in units. */
const longerAsBytes = fc
  .tuple(fc.constantFrom('é', '整', '\u{1F697}'), fc.constantFrom(32, 63, 2_731, 8_191))
  .map(([character, count]) => character.repeat(count));
const anyMessage: fc.Arbitrary<OutMessage> = fc
  .record({
    key: fc.string({ unit: 'grapheme', minLength: 1 }),
    value: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ minLength: 8_000, maxLength: 20_000 }),
      anyUnits,
      longerAsBytes,
      fc.constant('x'.repeat(1 << 20)),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    ),
    headers: fc.option(anyHeaders, { nil: undefined }),
    sharedHeaders: fc.constantFrom(undefined, SHARED),
  })
  .map(({ key, value, headers, sharedHeaders }) => ({
    ...{ topic: 't', key, value },
    ...(headers === undefined ? {} : { headers }),
    ...(sharedHeaders === undefined ? {} : { sharedHeaders }),
  }));

/** What comes of messages to a topic of one partition. */
function written(messages: readonly OutMessage[], limit: number) {
  const output = createAccumulators(limit)();
  messages.forEach(output.append);
  return output.shares(() => 1).flatMap(({ drain }) => drain());
}

function readBack(messages: readonly OutMessage[], limit: number) {
  const batches = written(messages, limit).map((records) => batchOf(records, origin));
  return batches.map((batch) => ({ bytes: batch, batch: readRecordsBatch(Reader.from(batch)) }));
}

const textOf = (value: Buffer | string) => Buffer.from(value as string).toString('hex');

describe('a batch written flat', () => {
  it('holds every message once and in order, with key, value and headers, whatever their length', () => {
    fc.assert(
      fc.property(
        fc.array(anyMessage, { maxLength: 12 }),
        fc.constantFrom(1, 500, 30_000, 900_000),
        (messages, limit) => {
          const batches = readBack(messages, limit);
          const records = batches.flatMap(({ batch }) => batch.records);
          expect(records.map(({ key }) => key?.toString())).toEqual(messages.map(({ key }) => key));
          expect(records.map(({ value }) => textOf(value ?? ''))).toEqual(messages.map(({ value }) => textOf(value)));
          expect(
            records.map(({ headers }) =>
              Object.fromEntries(headers.map(([name, text]) => [String(name), String(text)])),
            ),
          ).toEqual(messages.map(({ headers, sharedHeaders }) => ({ ...sharedHeaders, ...headers })));
          for (const { batch } of batches) {
            expect(batch.records.map(({ offsetDelta }) => offsetDelta)).toEqual(batch.records.map((_, index) => index));
            expect(batch.lastOffsetDelta).toBe(batch.records.length - 1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is of its producer, its transaction and its sequence, and says how long it is', () => {
    const [only] = readBack([{ topic: 't', key: 'k', value: 'v' }], 900_000);
    expect(only!.batch).toMatchObject({ producerId: 4_000_000_000n, producerEpoch: 3, firstSequence: 17, magic: 2 });
    expect(only!.batch.attributes).toBe(4 | 16);
    expect(only!.batch.firstTimestamp).toBe(1_790_000_000_123n);
    expect(only!.batch.length).toBe(only!.bytes.length - 12);
  });
});

describe('sequenceAfter', () => {
  it('begins again at 0 after the greatest', () => {
    expect(sequenceAfter(0, 5)).toBe(5);
    expect(sequenceAfter(2 ** 31 - 2, 3)).toBe(1);
    expect(sequenceAfter(2 ** 31 - 1, 1)).toBe(0);
  });
});
