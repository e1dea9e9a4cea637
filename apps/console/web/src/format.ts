// Numbers, instants and references as people read them. Pure.
import type { Language } from './address.js';

const EXACT_UP_TO = 9_999;

/** Exact with its thousands parted. */
export function exactCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Exact up to 9,999; then `12.3k` and `4.6M`, in Japanese `1.2万` and `3.4億`. Cut off, never rounded up. */
export function shortCount(count: number, language: Language): string {
  if (count <= EXACT_UP_TO) return exactCount(count);
  const units: readonly (readonly [number, string])[] =
    language === 'ja'
      ? [
          [100_000_000, '億'],
          [10_000, '万'],
        ]
      : [
          [1_000_000, 'M'],
          [1_000, 'k'],
        ];
  const [size, unit] = units.find(([least]) => count >= least) ?? [1, ''];
  return `${(Math.floor((count / size) * 10) / 10).toLocaleString('en-US', { maximumFractionDigits: 1 })}${unit}`;
}

const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };
const timeZone = 'Asia/Tokyo';

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], { timeZone, ...options });
  formats.set(key, known);
  return known;
}

/** `10:42:05`, in Asia/Tokyo. */
export function clockTime(epochMs: number, language: Language): string {
  return formatOf(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    epochMs,
  );
}

/** `11月22日(日) 10:42:05`, `22 Nov 10:42:05`, in Asia/Tokyo. */
export function dayAndTime(epochMs: number, language: Language): string {
  const day: Intl.DateTimeFormatOptions =
    language === 'ja' ? { month: 'numeric', day: 'numeric' } : { day: 'numeric', month: 'short' };
  return `${formatOf(language, day).format(epochMs)} ${clockTime(epochMs, language)}`;
}

/** With the offset, for whoever hovers: `2026-11-22 10:42:05.123 +09:00 (Asia/Tokyo)`. */
export function fullInstant(epochMs: number): string {
  const text = new Date(epochMs + 9 * 3_600_000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 23)} +09:00 (Asia/Tokyo)`;
}

/** A calendar day: `2026年11月22日(日)`, `Sun, 22 Nov 2026`; without its year where `isShort`. */
export function calendarDay(day: string, language: Language, isShort = false): string {
  const options: Intl.DateTimeFormatOptions = isShort
    ? { day: 'numeric', month: language === 'ja' ? 'numeric' : 'short', weekday: 'short' }
    : { year: 'numeric', month: language === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' };
  return formatOf(language, options).format(Date.parse(`${day}T12:00:00+09:00`));
}

/** A long reference by its beginning; whole where it is short. */
export function shortReference(reference: string): string {
  return reference.length <= 12 ? reference : `${reference.slice(0, 10)}…`;
}
