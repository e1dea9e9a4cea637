// Numbers and instants as people read them, in both languages.
import { describe, expect, it } from '@jest/globals';
import { calendarDay, clockTime, dayAndTime, fullInstant, shortCount, shortReference } from './format.js';

it.each([
  [0, '0', '0'],
  [9_999, '9,999', '9,999'],
  [10_000, '10k', '1万'],
  [12_345, '12.3k', '1.2万'],
  [19_999, '19.9k', '1.9万'],
  [999_999, '999.9k', '99.9万'],
  [1_234_567, '1.2M', '123.4万'],
  [345_678_901, '345.6M', '3.4億'],
])('%d is short as %s and %s, never rounded up', (count, en, ja) => {
  expect([shortCount(count, 'en'), shortCount(count, 'ja')]).toEqual([en, ja]);
});

describe('an instant', () => {
  const at = Date.parse('2026-11-21T15:04:05.123Z');
  it('is told in Asia/Tokyo, midnight as 00', () => {
    expect(clockTime(at, 'ja')).toBe('00:04:05');
    expect(dayAndTime(at, 'en')).toBe('22 Nov 00:04:05');
    expect(dayAndTime(at, 'ja')).toBe('11/22 00:04:05');
    expect(fullInstant(at)).toBe('2026-11-22 00:04:05.123 +09:00 (Asia/Tokyo)');
  });
  it('has a day of its own calendar', () => {
    expect(calendarDay('2026-11-22', 'ja')).toBe('2026年11月22日(日)');
    expect(calendarDay('2026-11-22', 'en')).toBe('Sun, 22 Nov 2026');
  });
});

it('a long reference is known by its beginning', () => {
  expect(shortReference('abcdefghijklmnop')).toBe('abcdefghij…');
  expect(shortReference('J1')).toBe('J1');
});
