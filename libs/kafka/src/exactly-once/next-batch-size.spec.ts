// A batch takes about as long whatever a record costs.
import { describe, expect, it } from '@jest/globals';
import { BATCH_MS, nextBatchSize } from './next-batch-size.js';

const limit = 2_000;

describe('nextBatchSize', () => {
  it('comes to as many records as take the time of a batch, slow or fast', () => {
    for (const perRecordMs of [0.02, 0.05, 0.2, 0.3]) {
      let most = 250;
      for (let batch = 0; batch < 12; batch += 1) {
        most = nextBatchSize({ most, committed: most, tookMs: 5 + most * perRecordMs, limit });
      }
      const tookMs = 5 + most * perRecordMs;
      expect(most === limit || Math.abs(tookMs - BATCH_MS) < 10).toBe(true);
    }
  });

  it('at most doubles, and stays where a batch was not full', () => {
    expect(nextBatchSize({ most: 100, committed: 100, tookMs: 1, limit })).toBe(200);
    expect(nextBatchSize({ most: 100, committed: 3, tookMs: 8, limit })).toBe(100);
  });

  it('shrinks after one that took too long, though it was not full, and never below what makes sense', () => {
    expect(nextBatchSize({ most: 2_000, committed: 1_800, tookMs: 400, limit })).toBe(450);
    expect(nextBatchSize({ most: 500, committed: 500, tookMs: 60_000, limit })).toBe(250);
  });

  it('grows again from what a fault left, and keeps a limit that is lower', () => {
    expect(nextBatchSize({ most: 1, committed: 1, tookMs: 60_000, limit })).toBe(2);
    expect(nextBatchSize({ most: 8, committed: 8, tookMs: 1, limit: 5 })).toBe(5);
  });
});
