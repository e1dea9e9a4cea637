// The desk is told which dealer sent content that is never accepted, and where it stood; never what it was.
import { type Notice, TOPICS } from '#wire';
import type { Message } from './accept-records.js';

/** The notice of the paths at which records of one dealer were refused (one entry per fault). Never throws. */
export function prohibitedNotice(slot: string, dealer: string, paths: readonly string[], at: number): Message {
  const notice: Notice = {
    app: 'intake',
    kind: 'prohibited-content',
    level: 'alert',
    state: 'refused',
    at: new Date(at).toISOString(),
    slot,
    code: 'GW_PROHIBITED_CONTENT',
    count: paths.length,
    dealer,
    paths: [...new Set(paths)].sort(),
  };
  return {
    topic: TOPICS.notices.name,
    key: notice.app,
    value: JSON.stringify(notice),
    headers: { 'content-type': 'application/json' },
  };
}
