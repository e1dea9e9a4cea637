// Days and instants: exactly the calendar's, in Tokyo.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coversDay, isDay, parseInstant, tokyoDay } from './instants.js';

const DAY_MS = 86_400_000;

describe('isDay', () => {
  it('accepts every day of the calendar and the same text alone', () => {
    for (let ms = Date.parse('1899-01-01T00:00:00Z'); ms < Date.parse('2101-01-01T00:00:00Z'); ms += DAY_MS) {
      if (!isDay(new Date(ms).toISOString().slice(0, 10))) throw new Error('a day was refused');
    }
    for (let number = 0; number < 10_000; number += 1) {
      const text = `2023-${String(number).padStart(4, '0').replace(/^(..)/, '$1-')}`;
      const isReal =
        !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
      if (isDay(text) !== isReal) throw new Error('the calendar and `isDay` differ');
    }
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-00-10',
    '2023-13-01',
    '2023-01-00',
    '2023-1-1',
    '２０２３-01-01',
    '2023/01/01',
    '2023-01-01 ',
    ' 023-01-01',
    '',
    null,
    20230101,
  ])('refuses %j', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it.each(['2024-02-29', '2000-02-29', '2023-12-31'])('accepts %s', (text) => {
    expect(isDay(text)).toBe(true);
  });
});

describe('tokyoDay', () => {
  it.each([
    ['2026-11-22T14:59:59.999Z', '2026-11-22'],
    ['2026-11-22T15:00:00Z', '2026-11-23'],
    ['1969-12-31T14:59:59Z', '1969-12-31'],
    ['1969-12-31T15:00:00Z', '1970-01-01'],
    ['2017-05-30T00:00:00+09:00', '2017-05-30'],
  ])('%s is %s', (instant, day) => {
    expect([tokyoDay(parseInstant(instant)), tokyoDay(parseInstant(instant))]).toEqual([day, day]);
  });

  it('is empty where there is no instant', () => {
    expect([Number.NaN, Infinity, -Infinity].map(tokyoDay)).toEqual(['', '', '']);
  });
});

/** As it was read before: by a pattern and the platform's own reader. */
function referenceInstant(text: string): number {
  const form = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/i;
  const [, day, hours, , , offsetHours = '0', offsetMinutes = '0'] = form.exec(text) ?? [];
  if (!isDay(day) || Number(hours) > 23 || Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return Number.NaN;
  return Date.parse(text);
}

describe('parseInstant', () => {
  const figures = (length: number) => fc.nat(10 ** length - 1).map((number) => String(number).padStart(length, '0'));
  const twoOf = (most: number) =>
    fc.integer({ min: 0, max: most + 2 }).map((number) => String(number).padStart(2, '0'));
  const instant = fc
    .tuple(
      fc.oneof(figures(4), fc.constantFrom('2024', '1900', '2000', '0000', '1969')),
      twoOf(12),
      twoOf(31),
      fc.constantFrom('T', 't', 'T', ' '),
      twoOf(23),
      twoOf(59),
      twoOf(59),
      fc.oneof(
        fc.constantFrom('', '.', '.5', '.999', '.9999', '.0123456789'),
        fc
          .integer({ min: 1, max: 10 })
          .chain(figures)
          .map((each) => `.${each}`),
      ),
      fc.oneof(
        fc.constantFrom('Z', 'z', '', '+09:00', '-00:00', 'Z0', '+0900', '+09:0'),
        fc.tuple(fc.constantFrom('+', '-'), twoOf(23), twoOf(59)).map(([sign, h, m]) => `${sign}${h}:${m}`),
      ),
    )
    .map(
      ([year, month, day, t, h, m, s, fraction, offset]) =>
        `${year}-${month}-${day}${t}${h}:${m}:${s}${fraction}${offset}`,
    );

  it('reads as the platform does what has the form, and nothing else', () => {
    fc.assert(
      fc.property(instant, fc.nat(40), fc.constantFrom('', 'x', '０', '\u0000'), (text, at, odd) => {
        const spoilt = text.slice(0, at) + odd + text.slice(at + odd.length);
        for (const each of [text, spoilt]) {
          if (!Object.is(parseInstant(each), referenceInstant(each))) throw new Error(`they differ on ${each}`);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([null, 5, {}, ['2026-11-22T00:00:00Z'], ''])('%j is none', (value) => {
    expect(parseInstant(value)).toBeNaN();
  });
});

describe('coversDay', () => {
  it('includes both ends and nothing malformed', () => {
    const day = '2026-11-22';
    expect(coversDay({ from: day, to: day }, day)).toBe(true);
    expect(coversDay({ from: '2026-11-23', to: null }, day)).toBe(false);
    expect(coversDay({ from: '2026-01-01', to: '2026-11-21' }, day)).toBe(false);
    expect(coversDay({ from: '2026-01-01', to: 'later' }, day)).toBe(false);
    expect(coversDay({ from: 'once', to: null }, day)).toBe(false);
    expect(coversDay(null, day)).toBe(false);
  });
});
