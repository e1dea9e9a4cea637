// The days a question is about. Pure.
import { GatewayError, tokyoDay } from '#wire';

export interface Range {
  /** Asia/Tokyo days, both ends included. */
  readonly from: string;
  readonly to: string;
}

const MOST_DAYS = 400;
const DAY_MS = 86_400_000;

/** Today where nothing is said; one day where only its first is said. Throws GW_INVALID_REQUEST for an odd range. */
export function rangeOf({ from, to }: { from?: string | null; to?: string | null }, now: number): Range {
  const first = from ?? to ?? tokyoDay(now);
  const last = to ?? first;
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS;
  // No calendar has a year 0.
  if (first.startsWith('0000') || days < 0 || days >= MOST_DAYS) {
    const detail = `must be \`from\` or up to ${MOST_DAYS - 1} days later`;
    throw new GatewayError('GW_INVALID_REQUEST', undefined, [{ pointer: '/to', path: 'to', detail }]);
  }
  return { from: first, to: last };
}
