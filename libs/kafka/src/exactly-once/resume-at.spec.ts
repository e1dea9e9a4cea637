// Where a partition is read on: never behind a record that was not read, and no further back than is known to be needed.
import { describe, expect, it } from '@jest/globals';
import { epochToAsk, resumeAt, type Committed } from './resume-at.js';

const NOW = { topicId: 'now', first: 10n };
const committed = (offset: bigint, topicId: string | null = 'now'): Committed => ({ offset, leaderEpoch: 3, topicId });

describe('a partition is read on', () => {
  it.each([
    ['from its beginning where nothing is committed', committed(-1n, null), 50n, 10n],
    ['at the committed offset', committed(40n), 50n, 40n],
    ['at the committed offset where that is its end', committed(50n), 50n, 50n],
    ['at an offset set by hand', committed(40n, null), 50n, 40n],
    ['behind what has expired', committed(5n), 50n, { reason: 'expired', from: 10n }],
    ['from the beginning of another topic', committed(40n, 'then'), 50n, { reason: 'replaced', from: 10n }],
    ['where it was cut', committed(40n), 30n, { reason: 'cut', from: 30n }],
    ['from its beginning where it was cut before that', committed(40n), 5n, { reason: 'cut', from: 10n }],
    ['from its beginning where it has never been so far', committed(40n), -1n, { reason: 'cut', from: 10n }],
    ['from its beginning where the cut is unknown', committed(40n, null), 30n, { reason: 'cut', from: 10n }],
  ])('%s', (_, one, end, at) => {
    expect(resumeAt(one, { ...NOW, end })).toEqual(at);
  });

  it('after the end of its own epoch was asked for, or of the present one where its own is of another topic or unknown', () => {
    const standing = { id: 'now', leaderEpoch: 7 };
    const asked = [committed(40n), committed(40n, 'then'), committed(40n, null)].map((one) =>
      epochToAsk(one, standing),
    );
    expect(asked).toEqual([3, 7, 7]);
  });
});
