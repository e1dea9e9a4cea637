// The question asked of whole batches, and of any part of a log, gives what a look at the whole log gives.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAbortedQuestion } from './aborted-transactions.js';

interface Batch {
  readonly producerId: bigint;
  readonly first: bigint;
  readonly offset: bigint;
  readonly isTransactional: boolean;
  readonly isMarker: boolean;
  /** What is true of it. */
  readonly isAborted: boolean;
}

/** A log of three producers' transactions, each committed or aborted, and what was written outside of any; with the broker's list. */
const logs = fc
  .array(
    fc.record({
      producer: fc.nat(2),
      act: fc.constantFrom('write', 'write', 'end', 'plain'),
      size: fc.integer({ min: 1, max: 3 }),
      aborts: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((acts) => {
    const batches: { -readonly [K in keyof Batch]: Batch[K] }[] = [];
    const open = new Map<number, { first: bigint; own: typeof batches }>();
    const list: { producerId: bigint; firstOffset: bigint; lastOffset: bigint }[] = [];
    let next = 0n;
    const put = (producer: number, size: number, isTransactional: boolean, isMarker: boolean) => {
      const batch = {
        producerId: BigInt(producer),
        first: next,
        offset: next + BigInt(size) - 1n,
        isTransactional,
        isMarker,
        isAborted: false,
      };
      next += BigInt(size);
      batches.push(batch);
      return batch;
    };
    const end = (producer: number, aborts: boolean) => {
      const transaction = open.get(producer);
      const { offset } = put(producer, 1, true, true);
      open.delete(producer);
      if (!transaction || !aborts) return;
      for (const batch of transaction.own) batch.isAborted = true;
      list.push({ producerId: BigInt(producer), firstOffset: transaction.first, lastOffset: offset });
    };
    for (const { producer, act, size, aborts } of acts) {
      if (act === 'plain') put(producer + 3, size, false, false);
      else if (act === 'end') end(producer, aborts);
      else {
        const batch = put(producer, size, true, false);
        const transaction = open.get(producer) ?? { first: batch.first, own: [] };
        transaction.own.push(batch);
        open.set(producer, transaction);
      }
    }
    for (const producer of [...open.keys()]) end(producer, true);
    return { batches: batches, list, end: next };
  });

describe('of a log fetched from anywhere', () => {
  it('what was aborted is told from what was not', () => {
    fc.assert(
      fc.property(logs, fc.nat(60), fc.nat(60), ({ batches, list }, from, length) => {
        const fetched = batches.filter(({ offset }) => offset >= BigInt(from)).slice(0, length);
        const last = fetched.at(-1)?.offset ?? -1n;
        // As a broker lists them: those that end behind the beginning and begin before the end, as they ended.
        const listed = list.filter(({ lastOffset, firstOffset }) => lastOffset >= BigInt(from) && firstOffset <= last);
        const isAborted = createAbortedQuestion(listed);
        expect(fetched.map((batch) => isAborted(batch))).toEqual(fetched.map((batch) => batch.isAborted));
      }),
      { numRuns: 500 },
    );
  });

  it('nothing is aborted without a list', () => {
    for (const list of [null, undefined, []]) {
      const asked = { producerId: 1n, offset: 0n, isTransactional: true, isMarker: false };
      expect(createAbortedQuestion(list)(asked)).toBe(false);
    }
  });
});
