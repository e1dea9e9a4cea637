// A pace is of what came after the lead-in, and of nothing before it.
import { describe, expect, it } from '@jest/globals';
import { paceOf } from './pace.ts';

const seen = (at: number, records: number, busyMs: number, brokerBusyMs: number) => ({
  ...{ at, records, busyMs, brokerBusyMs },
});
const progress = [
  seen(0, 0, 0, 0),
  seen(900, 100, 800, 300),
  seen(1_000, 300, 900, 320),
  seen(1_500, 1_100, 1_300, 400),
];

describe('paceOf', () => {
  it('begins at the first commit that has the lead-in behind it', () => {
    expect(paceOf(progress, 100, 1_100)).toEqual({
      ...{ rate: 1000 / 0.6, micros: 500, brokerMicros: 100, betweenCommitsMs: 300 },
    });
    expect(paceOf(progress, 101, 1_100)).toEqual({
      ...{ rate: 1600, micros: 500, brokerMicros: 100, betweenCommitsMs: 500 },
    });
  });

  it('ends at the first commit that has all that is measured behind it', () => {
    expect(paceOf(progress, 100, 300)).toEqual(paceOf(progress.slice(0, 3), 100, 300));
    expect(paceOf(progress, 100, 200)).toEqual(paceOf(progress, 100, 300));
  });

  it('gives none where nothing came after the lead-in, or not all that is measured', () => {
    expect(() => paceOf(progress, 100, 1_101)).toThrow('too little');
    expect(() => paceOf(progress, 1_100, 1_100)).toThrow('too little');
    expect(() => paceOf([], 0, 1)).toThrow('too little');
  });
});
