// Which messages of a fetch belong to aborted transactions, however those lie across one another.
import { describe, expect, it } from '@jest/globals';
import { markAborted, type FetchedMessage } from './kafkajs-aborted.js';

/** `a`, `b`: a message of that producer's transaction; `A`, `B`: the marker that ends it; `.`: one outside of any. */
function log(text: string, from = 0): FetchedMessage[] {
  return [...text].map((mark, index) => ({
    offset: String(from + index),
    batchContext: { producerId: mark.toLowerCase(), inTransaction: mark !== '.' },
    ...(mark !== mark.toLowerCase() ? { isControlRecord: true } : {}),
  }));
}

describe('of a fetch', () => {
  it.each<[string, string, [string, number][], string, number?]>([
    ['nothing aborted: all is left', 'aAbB', [], 'ab'],
    ['one aborted', 'aaA.bB', [['a', 0]], '.b'],
    [
      'two of one producer',
      'aAaAaA',
      [
        ['a', 0],
        ['a', 2],
      ],
      'a',
    ],
    [
      'two that overlap, listed as they ended',
      'abBA.',
      [
        ['b', 1],
        ['a', 0],
      ],
      '.',
    ],
    ['one within a committed one', 'abBaA', [['b', 1]], 'aa'],
    [
      'two open where the fetch begins',
      'baABab',
      [
        ['b', 20],
        ['a', 10],
      ],
      'ab',
      50,
    ],
    ['one that ends behind the fetch', '.aab', [['a', 1]], '.b'],
  ])('%s', (_, text, aborted, left, from = 0) => {
    const messages = log(text, from);
    const abortedTransactions = aborted.map(([producerId, offset]) => ({ producerId, firstOffset: String(offset) }));
    const partition = { messages, abortedTransactions };
    markAborted(partition);
    const shown = messages.flatMap((message, index) => (message.isControlRecord ? [] : [text[index]]));
    expect(shown.join('')).toBe(left);
    expect(partition.abortedTransactions).toEqual([]);
  });
});
