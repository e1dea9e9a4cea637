// A memory that is bounded, and keeps what was used last.
import { describe, expect, it } from '@jest/globals';
import { createMemo } from './memo.js';

/** A memory of `entries`, told these in order; each is remembered as itself. */
function told(entries: number, ...keys: readonly string[]) {
  const memo = createMemo<string, string>(entries);
  for (const key of keys) memo.set(key, key);
  return { memo, known: (...asked: readonly string[]) => asked.map((key) => memo.get(key)) };
}

describe('a memo', () => {
  it('knows what it was told, and nothing else', () => {
    expect(told(3, 'a', 'b').known('a', 'b', 'c')).toEqual(['a', 'b', undefined]);
  });

  it('keeps as many as it is for, and a generation before them', () => {
    expect(told(2, 'a', 'b', 'c', 'd').known('c', 'd', 'a')).toEqual(['c', 'd', 'a']);
    expect(told(2, 'a', 'b', 'c', 'd').known('b')).toEqual(['b']);
  });

  it('drops the older generation whole', () => {
    expect(told(2, 'a', 'b', 'c', 'd', 'e').known('a', 'b', 'c', 'd', 'e')).toEqual([
      undefined,
      undefined,
      'c',
      'd',
      'e',
    ]);
  });

  it('keeps what was asked for of the older one', () => {
    const { memo, known } = told(2, 'a', 'b', 'c');
    expect(memo.get('a')).toBe('a');
    memo.set('d', 'd');
    expect(known('a', 'b')).toEqual(['a', undefined]);
  });

  it('takes no room for what is asked for again while it is young', () => {
    const { memo, known } = told(2, 'a', 'b', 'c');
    for (let again = 0; again < 4; again += 1) memo.get('c');
    memo.set('d', 'd');
    expect(known('b')).toEqual(['b']);
  });

  it('takes no room for what it does not know', () => {
    const { memo, known } = told(2, 'a', 'b', 'c');
    for (const key of ['x', 'y', 'z']) expect(memo.get(key)).toBeUndefined();
    expect(known('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
  });

  it.each([0, -1])('that is for %d keeps nothing', (entries) => {
    expect(told(entries, 'a').known('a')).toEqual([undefined]);
  });
});
