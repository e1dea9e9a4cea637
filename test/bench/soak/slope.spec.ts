// A slope is that of the line points stray about.
import { describe, expect, it } from '@jest/globals';
import { slopeOf } from './slope.ts';

describe('slopeOf', () => {
  it('gives the slope of a line', () => {
    expect(
      slopeOf([
        [1, 10],
        [2, 13],
        [4, 19],
      ]),
    ).toBeCloseTo(3);
  });

  it('gives the middle of what strays', () => {
    expect(
      slopeOf([
        [0, 1],
        [1, -1],
        [2, 1],
        [3, -1],
        [4, 1],
      ]),
    ).toBeCloseTo(0);
  });

  it('gives none for one point', () => {
    expect(slopeOf([[1, 10]])).toBeNaN();
  });
});
