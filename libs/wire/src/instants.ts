// Instants and days: RFC 3339 instants in, Asia/Tokyo calendar days for every date the policy speaks of.

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/i;
const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Milliseconds since the epoch of an RFC 3339 instant with offset; `NaN` for anything else (no leap seconds). Never throws. */
export function parseInstant(text: unknown): number {
  if (typeof text !== 'string') return Number.NaN;
  const parts = RFC_3339.exec(text);
  if (!parts || !isDay(text.slice(0, 10))) return Number.NaN;
  if (Number(parts[4]) > 23 || Number(parts[7] ?? 0) > 23 || Number(parts[8] ?? 0) > 59) return Number.NaN;
  return Date.parse(text);
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

/** True for a real calendar day written `YYYY-MM-DD`. Never throws. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const [year, day] = [figuresAt(text, 0, 4), figuresAt(text, 8, 10)];
  return !Number.isNaN(year) && day >= 1 && day <= daysIn(year, figuresAt(text, 5, 7));
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
