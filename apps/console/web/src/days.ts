// Asia/Tokyo days as the range control counts them: UTC+9 all year. Pure.

const DAY_MS = 86_400_000;
const TOKYO_MS = 9 * 3_600_000;

/** The Asia/Tokyo day of an instant, `YYYY-MM-DD`. */
export function tokyoDay(epochMs: number): string {
  return new Date(epochMs + TOKYO_MS).toISOString().slice(0, 10);
}

/** The Asia/Tokyo day it is now. */
export function tokyoToday(): string {
  return tokyoDay(Date.now());
}

/** The day `count` days later; negative: earlier. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}
