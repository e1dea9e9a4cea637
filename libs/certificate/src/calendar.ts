// The days and instants of the enumeration, on the edge of what they are: decisions are made in the very first instant of a day in
// Tokyo, which is the day before wherever else somebody may count. Counted here, and not by what the engine counts with.
const DAY_MS = 24 * 60 * 60 * 1000;
const TOKYO_MS = 9 * 60 * 60 * 1000;
const DAYS_LATER = 1000;

export interface Calendar {
  /** Milliseconds since the epoch, and RFC 3339: the instant of every decision. */
  readonly at: number;
  readonly now: string;
  /** The instant after it. */
  readonly next: string;
  /** Asia/Tokyo days. `first`: the version's first. */
  readonly today: string;
  readonly yesterday: string;
  readonly tomorrow: string;
  readonly first: string;
  /** RFC 3339 instants: the last one before the version's first day, and one on that day in Tokyo and Greenwich alike. */
  readonly beforeFirst: string;
  readonly longAgo: string;
}

/** `first`: the version's first day. Decisions are made a thousand days later, as it begins. */
export function calendarFrom(first: string): Calendar {
  const day = Date.parse(`${first}T00:00:00Z`);
  const begins = day - TOKYO_MS;
  const at = begins + DAYS_LATER * DAY_MS;
  const text = (instant: number) => new Date(instant).toISOString();
  const dayAfter = (days: number) => text(day + days * DAY_MS).slice(0, 10);
  return {
    at,
    now: text(at),
    next: text(at + 1),
    today: dayAfter(DAYS_LATER),
    yesterday: dayAfter(DAYS_LATER - 1),
    tomorrow: dayAfter(DAYS_LATER + 1),
    first,
    beforeFirst: text(begins - 1),
    longAgo: text(day),
  };
}
