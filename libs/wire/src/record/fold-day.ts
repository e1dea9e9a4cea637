// How calendar days are folded: ISO, slashed, 年月日 and Japanese eras all become `YYYY-MM-DD`.
import { isDay } from '../instants.js';

interface Era {
  readonly names: readonly string[];
  /** First and last day of the era, ISO; the first year of the era is the year of `from`. */
  readonly from: string;
  readonly to: string;
}

/** The day an era ends is the day before the next begins, save 1926-12-25, which is both 大正15 and 昭和元年. */
const ERAS: readonly Era[] = [
  { names: ['R', '令和', '令'], from: '2019-05-01', to: '9999-12-31' },
  { names: ['H', '平成', '平'], from: '1989-01-08', to: '2019-04-30' },
  { names: ['S', '昭和', '昭'], from: '1926-12-25', to: '1989-01-07' },
  { names: ['T', '大正', '大'], from: '1912-07-30', to: '1926-12-25' },
];

const WESTERN = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/;
const ERA = /^([RHST]|令和?|平成?|昭和?|大正?)(\d{1,2}|元)(?:([-/.])(\d{1,2})\3(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/;

const iso = (year: number, month: string | undefined, day: string | undefined): string =>
  `${String(year).padStart(4, '0')}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;

function eraDay(parts: RegExpExecArray): string | undefined {
  const [, name = '', yearOfEra, , month, day, monthJa, dayJa] = parts;
  const era = ERAS.find(({ names }) => names.includes(name));
  if (!era || yearOfEra === '0' || yearOfEra === '00') return undefined;
  const year = Number(era.from.slice(0, 4)) + (yearOfEra === '元' ? 1 : Number(yearOfEra)) - 1;
  const folded = iso(year, month ?? monthJa, day ?? dayJa);
  return isDay(folded) && folded >= era.from && folded <= era.to ? folded : undefined;
}

/**
 * `2026-11-22`, `2026/11/22`, `2026年11月22日`, `R8.11.22`, `令和8年11月22日` (元年, full-width digits, spaces) as `2026-11-22`.
 * What is no day, or lies outside its era, is given back as it came and fails validation. Never throws; idempotent.
 */
export function foldDay(text: string): string {
  const given: unknown = text;
  if (isDay(given)) return given;
  const typed = text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
  const western = WESTERN.exec(typed);
  if (western) {
    const [, year, , month, day, monthJa, dayJa] = western;
    const folded = iso(Number(year), month ?? monthJa, day ?? dayJa);
    return isDay(folded) ? folded : text;
  }
  const era = ERA.exec(typed);
  return (era && eraDay(era)) ?? text;
}
