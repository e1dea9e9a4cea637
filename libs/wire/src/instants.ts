// Instants and days: RFC 3339 instants in, Asia/Tokyo calendar days for every date the policy speaks of.

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/i;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;

/** Milliseconds since the epoch of an RFC 3339 instant with offset; `NaN` for anything else (no leap seconds). Never throws. */
export function parseInstant(text: unknown): number {
  if (typeof text !== 'string') return Number.NaN;
  const parts = RFC_3339.exec(text);
  if (!parts || !isDay(text.slice(0, 10))) return Number.NaN;
  if (Number(parts[4]) > 23 || Number(parts[7] ?? 0) > 23 || Number(parts[8] ?? 0) > 59) return Number.NaN;
  return Date.parse(text);
}

/** True for a real calendar day written `YYYY-MM-DD`. Never throws. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !ISO_DAY.test(text)) return false;
  const epochMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(text);
}

/** The Asia/Tokyo calendar day of an instant, `YYYY-MM-DD`: UTC+9 all year, no daylight saving. `''` for `NaN`. Days compare as strings. */
export function tokyoDay(epochMs: number): string {
  if (!Number.isFinite(epochMs)) return '';
  return new Date(epochMs + TOKYO_OFFSET_MS).toISOString().slice(0, 10);
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
