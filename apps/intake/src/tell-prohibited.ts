// The desk is told which dealer sent content that is never accepted, and where it stood; never what it was.
import { TOPICS } from '#wire';
import type { Message } from './accept-records.js';

/** Value of a notice of the intake (JSON). */
export interface ProhibitedNotice {
  readonly app: 'intake';
  readonly kind: 'prohibited-content';
  /** RFC 3339. */
  readonly at: string;
  readonly dealer: string;
  /** Paths with the number of records refused for them; unknown keys `?`. */
  readonly paths: Readonly<Record<string, number>>;
}

/** The notice of the paths at which records of one dealer were refused. */
export function prohibitedNotice(dealer: string, paths: readonly string[], at: number): Message {
  const counts: Record<string, number> = {};
  for (const path of [...paths].sort()) counts[path] = (counts[path] ?? 0) + 1;
  const notice: ProhibitedNotice = {
    app: 'intake',
    kind: 'prohibited-content',
    at: new Date(at).toISOString(),
    dealer,
    paths: counts,
  };
  return {
    topic: TOPICS.notices.name,
    key: 'intake',
    value: JSON.stringify(notice),
    headers: { 'content-type': 'application/json' },
  };
}
