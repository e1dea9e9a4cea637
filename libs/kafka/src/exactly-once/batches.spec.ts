// What was computed ahead counts only as long as nothing came between: neither other records nor a new fact.
import { describe, expect, it } from '@jest/globals';
import type { SourceRecord } from '../fetch-records.js';
import { createBatches } from './batches.js';
import type { BatchLimits, RecordSource } from './record-source.js';

const LIMITS: BatchLimits = { records: 2, bytes: 1_000 };

const record = (offset: number): SourceRecord => ({
  ...{ partition: 0, offset: BigInt(offset), leaderEpoch: 0, timestamp: 0n, key: null },
  ...{ value: Buffer.from(String(offset)), headers: [] },
});

/** Five records of a byte each, of which the first `dropped` are committed. */
function sourceOf(records = [0, 1, 2, 3, 4].map(record)): RecordSource & { drop(count: number): void } {
  let head = 0;
  return {
    topicId: 'any',
    fill: () => Promise.resolve(),
    peek: (limits, after = 0) =>
      records.slice(head + after, head + after + Math.min(limits.records, limits.bytes || 1)),
    drop: (count) => void (head += count),
    lag: () => 0,
  };
}

function open(compute?: () => null) {
  const control = { offset: 7n, nextOffset: () => control.offset };
  const committed: string[] = [];
  const abandoned: string[] = [];
  const batches = createBatches((records, { controlOffset, emit }) => {
    const name = `${records.map(({ offset }) => offset).join()} at ${controlOffset}`;
    emit({ topic: name, key: '', value: '' });
    return compute ? compute() : { committed: () => committed.push(name), abandoned: () => abandoned.push(name) };
  }, control);
  return { control, committed, abandoned, batches, source: sourceOf() };
}

describe('createBatches', () => {
  it('gives what was computed ahead once the batch before it is committed', () => {
    const { batches, source, committed, abandoned } = open();
    expect(batches.compute(source, LIMITS)?.output.topics()).toEqual(['0,1 at 7']);
    batches.computeAhead(source, LIMITS, 2);
    source.drop(2);
    const taken = batches.takeAhead(source);
    expect(taken?.output.topics()).toEqual(['2,3 at 7']);
    expect(taken?.controlOffset).toBe(7n);
    taken?.committed?.();
    expect(committed).toEqual(['2,3 at 7']);
    expect(taken?.records.map(({ offset }) => offset)).toEqual([2n, 3n]);
    expect(batches.takeAhead(source)).toBeNull();
    expect(abandoned).toEqual([]);
  });

  it('abandons it where `control` has said something since', () => {
    const { batches, source, control, abandoned } = open();
    batches.computeAhead(source, LIMITS, 2);
    source.drop(2);
    control.offset = 8n;
    expect(batches.takeAhead(source)).toBeNull();
    expect(abandoned).toEqual(['2,3 at 7']);
  });

  it('abandons it where it is not what comes next: the batch before came to nothing, or other records were fetched', () => {
    const { batches, source, abandoned } = open();
    batches.computeAhead(source, LIMITS, 2);
    expect(batches.takeAhead(source)).toBeNull();
    batches.computeAhead(source, LIMITS, 2);
    const again = sourceOf();
    again.drop(2);
    expect(batches.takeAhead(again)).toBeNull();
    expect(abandoned).toEqual(['2,3 at 7', '2,3 at 7']);
  });

  it('leaves to its turn what is less than an eighth of a batch, whatever makes one: records or bytes', () => {
    const { batches, source } = open();
    const aheadOf = (limits: BatchLimits, after: number) => {
      batches.computeAhead(source, limits, after);
      const rest = sourceOf([0, 1, 2, 3, 4].map(record).slice(after));
      return batches.takeAhead({ ...rest, peek: () => source.peek(limits, after) })?.records.length;
    };
    expect(aheadOf({ records: 9, bytes: 1_000 }, 4)).toBeUndefined();
    expect(aheadOf({ records: 9, bytes: 1_000 }, 3)).toBe(2);
    expect(aheadOf(LIMITS, 4)).toBe(1);
    expect(aheadOf({ records: 33, bytes: 1_000 }, 1)).toBeUndefined();
    expect(aheadOf({ records: 33, bytes: 3 }, 1)).toBe(3);
    expect(aheadOf({ records: 33, bytes: 3 }, 3)).toBeUndefined();
  });

  it('has nothing ahead where nothing is fetched, nothing may be decided, or computing fails', () => {
    for (const compute of [
      () => null,
      () => {
        throw new Error('a value that must not be told');
      },
    ]) {
      const { batches, source } = open(compute);
      batches.computeAhead(source, LIMITS, 2);
      source.drop(2);
      expect(batches.takeAhead(source)).toBeNull();
    }
    const { batches, source } = open();
    batches.computeAhead(source, LIMITS, 5);
    source.drop(5);
    expect(batches.takeAhead(source)).toBeNull();
  });
});
