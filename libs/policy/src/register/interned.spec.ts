// One copy of each short list, of so many of them: what consents name is neither changed nor mixed up by sharing it.
import { describe, expect, it } from '@jest/globals';
import { createInterned } from './interned.js';

const newList = () => {
  const interned = createInterned();
  return (given: readonly string[]) => interned.list(given);
};
const names = (count: number, first = 'vin') => Array.from({ length: count }, (_, index) => `${first}${index}`);

describe('a list of names', () => {
  it.each([0, 1, 31, 32])('of %d is kept once, frozen, as it was given', (count) => {
    const list = newList();
    const given = names(count);
    const kept = list(given);
    expect(kept).toEqual(names(count));
    expect(list(names(count))).toBe(kept);
    expect([Object.isFrozen(kept), Object.isFrozen(given)]).toEqual([true, false]);
  });

  it.each([33, 100])('of %d is kept as it comes', (count) => {
    const list = newList();
    const kept = list(names(count));
    expect(kept).toEqual(names(count));
    expect(list(names(count))).not.toBe(kept);
    expect(Object.isFrozen(kept)).toBe(true);
  });

  it.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a,b'], ['a', 'b']],
    [['a"'], ['a\\"']],
    [['a'], ['a', 'a']],
  ])('%j is never %j', (one, other) => {
    const list = newList();
    expect([list(one), list(other)]).toEqual([one, other]);
  });

  it('beyond 10,000 different ones is kept as it comes, those before stay', () => {
    const list = newList();
    const [first, ...others] = Array.from({ length: 10_000 }, (_, index) => list(names(1, `${index} `)));
    expect(list(names(1, '10000 '))).not.toBe(list(names(1, '10000 ')));
    expect(list(names(1, '10000 '))).toEqual(names(1, '10000 '));
    expect(list(names(1, '0 '))).toBe(first);
    expect(list(names(1, '9999 '))).toBe(others.at(-1));
  });
});
