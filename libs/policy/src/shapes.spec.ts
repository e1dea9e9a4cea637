// A number stands for one sequence of kinds, whatever was forgotten in between.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../../test/articles/runs.ts';
import { createShapes } from './shapes.js';

const leaves = (serials: readonly number[]) =>
  serials.map((serial) => ({ kind: { serial, path: '?', judgedAs: 0, isText: false } }));

describe('shapes', () => {
  it('have one number each, and no two the same', () => {
    const shapes = createShapes(true);
    const numbers = new Map<number, string>();
    const serials = fc.array(fc.nat(6), { maxLength: 8 });
    fc.assert(
      fc.property(serials, (sequence) => {
        const number = shapes.numberOf(leaves(sequence)) ?? -1;
        expect(number).toBeGreaterThanOrEqual(0);
        expect(numbers.get(number) ?? sequence.join()).toBe(sequence.join());
        expect(shapes.numberOf(leaves(sequence))).toBe(number);
        numbers.set(number, sequence.join());
      }),
      runs(5_000),
    );
  });

  it('never share a number with what was forgotten', () => {
    const shapes = createShapes(true);
    const first = shapes.numberOf(leaves([1, 2, 3]));
    const seen = new Set([first]);
    for (let each = 10; each < 2_000; each += 1) {
      const number = shapes.numberOf(leaves(Array.from({ length: 100 }, (_, at) => each * 100 + at)));
      expect(seen.has(number)).toBe(false);
      seen.add(number);
    }
    const again = shapes.numberOf(leaves([1, 2, 3]));
    expect(again).not.toBe(first);
    expect(seen.has(again)).toBe(false);
  });

  it('keep their number while others are met, up to 50,000 steps later', () => {
    const shapes = createShapes(true);
    const first = shapes.numberOf(leaves([1, 2, 3]));
    const beside = shapes.numberOf(leaves([1, 2, 4]));
    const ends = shapes.numberOf(leaves([1, 2]));
    for (let each = 0; each < 400; each += 1) {
      shapes.numberOf(leaves(Array.from({ length: 100 }, (_, at) => 10 + each * 100 + at)));
    }
    expect(
      [
        [1, 2, 3],
        [1, 2, 4],
        [1, 2],
      ].map((each) => shapes.numberOf(leaves(each))),
    ).toEqual([first, beside, ends]);
    expect(new Set([first, beside, ends]).size).toBe(3);
  });

  it('are remembered up to 400 leaves', () => {
    const shapes = createShapes(true);
    const longest = new Array<number>(400).fill(1);
    expect(shapes.numberOf(leaves(longest))).not.toBeNull();
    expect(shapes.numberOf(leaves(longest))).toBe(shapes.numberOf(leaves(longest)));
  });

  it('are not remembered where they are too long, or nothing is', () => {
    expect(createShapes(true).numberOf(leaves(new Array<number>(401).fill(1)))).toBeNull();
    expect(createShapes(false).numberOf(leaves([1]))).toBeNull();
  });
});
