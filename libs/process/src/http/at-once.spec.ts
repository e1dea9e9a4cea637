import { expect, it } from '@jest/globals';
import { createAtOnce } from './at-once.js';

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'let in';
};

it('bounds what each has under way, and all; who has left makes room once', () => {
  const pages = createAtOnce({ what: 'pages', ofParty: 2, ofAll: 3 });
  const leave = pages.enter('a');
  pages.enter('a');
  expect(codeOf(() => pages.enter('a'))).toBe('GW_RATE_LIMITED: at most 2 pages at a time');
  pages.enter('b');
  expect(codeOf(() => pages.enter('c'))).toBe('GW_UNAVAILABLE: too many pages are under way');
  expect(pages.count()).toBe(3);
  leave();
  leave();
  expect(pages.count()).toBe(2);
  expect(codeOf(() => pages.enter('a'))).toBe('let in');
  expect(codeOf(() => pages.enter('b'))).toBe('GW_UNAVAILABLE: too many pages are under way');
});
