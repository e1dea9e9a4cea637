// Pairs alternate, and a ratio is of one pair, never of two medians.
import { describe, expect, it } from '@jest/globals';
import { alternate, percentile, ratioOf, spreadOf, takeTurns } from './pairs.ts';

describe('spreadOf', () => {
  it('gives the middle, the least and the greatest', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, pairs: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4, pairs: 4 });
  });

  it('gives nothing for no figure or one that is none', () => {
    expect(() => spreadOf([])).toThrow('finite');
    expect(() => spreadOf([1, Number.NaN])).toThrow('finite');
  });
});

describe('percentile', () => {
  it('gives the nearest rank', () => {
    const figures = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 1, 50, 99, 100].map((rank) => percentile(figures, rank))).toEqual([1, 1, 50, 99, 100]);
    expect(percentile([7], 99)).toBe(7);
    expect(() => percentile([], 50)).toThrow('needs figures');
  });
});

describe('takeTurns', () => {
  it('goes through everyone forwards, then backwards, and says when a round begins', async () => {
    const order: string[] = [];
    const run = (name: string) => () => order.push(name);
    const rounds: unknown[] = [];
    const figures = await takeTurns({
      rounds: 3,
      runs: { a: run('a'), b: run('b'), c: run('c') },
      beforeRound: () => void order.push(' '),
      onRound: (...round) => rounds.push(round),
    });
    expect(order.join('')).toBe(' abc cba abc');
    expect(figures).toEqual({ a: [2, 8, 10], b: [3, 7, 11], c: [4, 6, 12] });
    expect(rounds).toEqual([
      [1, { a: 2, b: 3, c: 4 }],
      [2, { a: 8, b: 7, c: 6 }],
      [3, { a: 10, b: 11, c: 12 }],
    ]);
  });
});

describe('ratioOf', () => {
  it('divides round by round', () => {
    expect(ratioOf([10, 90, 30], [5, 30, 30])).toEqual({ median: 2, min: 1, max: 3, pairs: 3 });
    expect(() => ratioOf([1, 2], [1])).toThrow('as many');
  });
});

describe('alternate', () => {
  it('takes turns in who begins, and divides pair by pair', async () => {
    const order: string[] = [];
    const run = (name: string, figures: number[]) => () => {
      order.push(name);
      return figures.shift() ?? Number.NaN;
    };
    const pairs: unknown[] = [];
    const result = await alternate({
      pairs: 3,
      a: run('a', [10, 90, 30]),
      b: run('b', [5, 30, 30]),
      onPair: (...pair) => pairs.push(pair),
    });
    expect(order.join('')).toBe('abbaab');
    // The medians divide to 1; the pairs say 2.
    expect(result).toEqual({
      ratio: { median: 2, min: 1, max: 3, pairs: 3 },
      a: { median: 30, min: 10, max: 90, pairs: 3 },
      b: { median: 30, min: 5, max: 30, pairs: 3 },
    });
    expect(pairs).toEqual([
      [1, 10, 5],
      [2, 90, 30],
      [3, 30, 30],
    ]);
  });

  it('begins no further run once aborted', async () => {
    const stop = new AbortController();
    let runs = 0;
    const run = () => {
      runs += 1;
      if (runs === 3) stop.abort(new Error('enough'));
      return 1;
    };
    await expect(alternate({ pairs: 7, a: run, b: run, signal: stop.signal })).rejects.toThrow('enough');
    expect(runs).toBe(3);
  });

  it('rejects a figure that makes no ratio', async () => {
    await expect(alternate({ pairs: 1, a: () => 1, b: () => 0 })).rejects.toThrow('run b');
  });
});
