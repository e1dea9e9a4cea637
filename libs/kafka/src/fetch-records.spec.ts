// Headers of a record as consumed.
import { describe, expect, it } from '@jest/globals';
import { headerOf } from './fetch-records.js';

describe('headerOf', () => {
  const headers = ['a', 'b', 'a'].map((name, i) => [Buffer.from(name), Buffer.from(String(i))] as const);

  it('is the last of its name, `undefined` without one', () => {
    expect([headerOf({ headers }, 'a'), headerOf({ headers }, 'b'), headerOf({ headers }, 'c')]).toEqual([
      '2',
      '1',
      undefined,
    ]);
    expect(headerOf({ headers: [[Buffer.from('a'), null]] }, 'a')).toBeUndefined();
  });
});
