// What others had is what the machine did less what the bench did.
import { describe, expect, it } from '@jest/globals';
import { readCpuTimes, shareOfOthers, watchNeighbours } from './neighbours.ts';

const stat = (user: number, steal: number) =>
  `cpu  ${user} 20 300 9999 77 4 5 ${steal} 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\nintr 1\n`;
const self = (user: number, ofChildren: number) =>
  `42 (a (odd) name) S 1 42 42 0 -1 4194560 1 2 3 4 ${user} 10 ${ofChildren} 30 20 0 11 0 100 200 300\n`;

describe('readCpuTimes', () => {
  it('adds what keeps a core busy, and what this process and its ended children used', () => {
    expect(readCpuTimes(stat(100, 7), self(50, 60), 5)).toEqual({ busyMs: 4_290, stolenMs: 70, ownMs: 1_500, at: 5 });
  });
});

describe('shareOfOthers', () => {
  const from = readCpuTimes(stat(100, 0), self(50, 0), 0);

  it('is of all cores', () => {
    // 10 s on two cores: 12 s busy, 7 s of them our own, 1 s stolen.
    const to = readCpuTimes(stat(1_300, 100), self(350, 400), 10_000);
    expect(shareOfOthers(from, to, 2)).toBeCloseTo(0.3);
  });

  it('is nothing where the bench alone was busy', () => {
    expect(shareOfOthers(from, readCpuTimes(stat(800, 0), self(751, 0), 10_000), 2)).toBe(0);
  });
});

describe('watchNeighbours', () => {
  it('gives a share where there is a `/proc`', () => {
    const share = watchNeighbours()();
    expect(share === null || share >= 0).toBe(true);
  });
});
