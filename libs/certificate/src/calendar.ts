// The days and instants of the enumeration, all on the edge of what they are: the last of a day, the first of the next.
import { tokyoDay } from '#wire';

const DAY_MS = 24 * 60 * 60 * 1000;
const TOKYO_MS = 9 * 60 * 60 * 1000;

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
  /** RFC 3339 instants: the last one before the version's first day, its very first one. */
  readonly beforeFirst: string;
  readonly longAgo: string;
}

/** `first`: the version's first day. Decisions are made a thousand days later. */
export function calendarFrom(first: string): Calendar {
  const begins = Date.parse(`${first}T00:00:00Z`) - TOKYO_MS;
  const at = begins + 1000 * DAY_MS + DAY_MS / 2;
  const text = (instant: number) => new Date(instant).toISOString();
  return {
    at,
    now: text(at),
    next: text(at + 1),
    today: tokyoDay(at),
    yesterday: tokyoDay(at - DAY_MS),
    tomorrow: tokyoDay(at + DAY_MS),
    first,
    beforeFirst: text(begins - 1),
    longAgo: text(begins),
  };
}
