// Instants and days: RFC 3339 instants in, Asia/Tokyo calendar days for every date the policy speaks of.

const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Of `2026-11-22T16:30:00`: what follows is a fraction or the offset. */
const SECONDS_END = 19;

/** Days since the epoch of a day of the proleptic Gregorian calendar; the year counted from March, so that a leap day is its last. */
function epochDay(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

const isLetter = (code: number, upper: number) => code === upper || code === upper + 32;

/** Where the fraction of a second ends, at most nine figures long; -1 where there is a point and no fraction. */
function fractionEnd(text: string): number {
  if (text.charCodeAt(SECONDS_END) !== 46) return SECONDS_END;
  let end = SECONDS_END + 1;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end += 1;
  const figures = end - SECONDS_END - 1;
  return figures >= 1 && figures <= 9 ? end : -1;
}

/** Milliseconds of what follows the time of day, from `start`: `Z` or an offset `+09:00`; `NaN` for anything else. */
function offsetAt(text: string, start: number): number {
  const sign = text.charCodeAt(start);
  if (isLetter(sign, 90)) return text.length === start + 1 ? 0 : Number.NaN;
  if ((sign !== 43 && sign !== 45) || text.length !== start + 6 || text.charCodeAt(start + 3) !== 58) return Number.NaN;
  const [hours, minutes] = [figuresAt(text, start + 1, start + 3), figuresAt(text, start + 4, start + 6)];
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

/** The text read last: of one record the same instant is asked for again and again. */
const latest = { text: '', instant: Number.NaN };

/** Milliseconds since the epoch of an RFC 3339 instant with offset; `NaN` for anything else (no leap seconds). Never throws. */
export function parseInstant(text: unknown): number {
  if (typeof text !== 'string') return Number.NaN;
  if (text !== latest.text) {
    latest.instant = readInstant(text);
    latest.text = text;
  }
  return latest.instant;
}

function readInstant(text: string): number {
  if (!isLetter(text.charCodeAt(10), 84)) return Number.NaN;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58 || !startsWithDay(text)) return Number.NaN;
  const hours = figuresAt(text, 11, 13);
  const minutes = figuresAt(text, 14, 16);
  const seconds = figuresAt(text, 17, SECONDS_END);
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return Number.NaN;
  const fraction = fractionEnd(text);
  if (fraction < 0) return Number.NaN;
  const offset = offsetAt(text, fraction);
  let milliseconds = 0;
  for (let at = SECONDS_END + 1, worth = 100; at < fraction && worth >= 1; at += 1, worth /= 10) {
    milliseconds += (text.charCodeAt(at) - 48) * worth;
  }
  const day = epochDay(figuresAt(text, 0, 4), figuresAt(text, 5, 7), figuresAt(text, 8, 10));
  return day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS + seconds * 1000 + milliseconds - offset;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** The number written by the digits of `text` from `start` to `end`; `NaN` where one is no digit. */
function figuresAt(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** True where the first ten characters are a real calendar day `YYYY-MM-DD`. */
function startsWithDay(text: string): boolean {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const [year, day] = [figuresAt(text, 0, 4), figuresAt(text, 8, 10)];
  return !Number.isNaN(year) && day >= 1 && day <= daysIn(year, figuresAt(text, 5, 7));
}

/** True for a real calendar day written `YYYY-MM-DD`. Never throws. */
export function isDay(text: unknown): text is string {
  return typeof text === 'string' && text.length === 10 && startsWithDay(text);
}

const MOST_DAYS = 20_000;
/** Days already written, by their number since the epoch: asked for with every record, and few. */
const writtenDays = new Map<number, string>();

/** The Asia/Tokyo calendar day of an instant, `YYYY-MM-DD`: UTC+9 all year, no daylight saving. `''` for `NaN`. Days compare as strings. */
export function tokyoDay(epochMs: number): string {
  if (!Number.isFinite(epochMs)) return '';
  const day = Math.floor((epochMs + TOKYO_OFFSET_MS) / DAY_MS);
  let written = writtenDays.get(day);
  if (written === undefined) {
    if (writtenDays.size >= MOST_DAYS) writtenDays.clear();
    written = new Date(day * DAY_MS).toISOString().slice(0, 10);
    writtenDays.set(day, written);
  }
  return written;
}

/** A period of days, both ends included; `to: null` is open. */
export interface Period {
  readonly from: string;
  readonly to: string | null;
}

/** True when `day` lies in the period. A malformed end is never in force. Never throws. */
export function coversDay(period: { from?: unknown; to?: unknown } | null | undefined, day: string): boolean {
  if (!period || !isDay(day) || !isDay(period.from) || day < period.from) return false;
  return period.to === null || period.to === undefined || (isDay(period.to) && day <= period.to);
}
