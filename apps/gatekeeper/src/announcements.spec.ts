// A pattern counts as written out only once the transaction that holds it has committed.
import { describe, expect, it } from '@jest/globals';
import { createAnnouncements } from './announcements.js';

const HOUR_MS = 60 * 60 * 1000;

describe('announcements', () => {
  it('is due once per transaction and not again after the commit', () => {
    const announcements = createAnnouncements();
    const first = announcements.begin(0);
    expect([first.isDue('a'), first.isDue('a')]).toEqual([true, true]);
    first.announced('a');
    expect([first.isDue('a'), first.isDue('b')]).toEqual([false, true]);
    first.announced('b');
    first.committed();
    const second = announcements.begin(1000);
    expect([second.isDue('a'), second.isDue('b'), second.isDue('c')]).toEqual([false, false, true]);
  });

  it('is due again when the transaction never committed', () => {
    const announcements = createAnnouncements();
    announcements.begin(0).announced('a');
    expect(announcements.begin(1).isDue('a')).toBe(true);
  });

  it('is due again when what was committed may have been lost', () => {
    const announcements = createAnnouncements();
    const first = announcements.begin(0);
    first.announced('a');
    first.committed();
    announcements.forget();
    expect(announcements.begin(1).isDue('a')).toBe(true);
  });

  it('is due again after an hour', () => {
    const announcements = createAnnouncements();
    const first = announcements.begin(0);
    first.announced('a');
    first.committed();
    expect(announcements.begin(HOUR_MS - 1).isDue('a')).toBe(false);
    expect(announcements.begin(HOUR_MS).isDue('a')).toBe(true);
  });
});
