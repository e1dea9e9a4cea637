// The desk is told which dealer sent content that is never accepted, and where it stood; never what it was.
import type { RecordProducer } from '#kafka';
import type { Logger } from '#process';
import { type Notice, TOPICS } from '#wire';
import type { Message } from './accept-records.js';

/** Notices that wait for a broker. The desk keeps the newest of each dealer: what comes beyond says the same again. */
const MOST_WAITING = 100;

/** Tells the desk by a producer of its own, which it closes. What it could not say is logged; what finds too many waiting is not said. */
export function createNoticeSender(producer: RecordProducer, slot: string, logger: Logger) {
  let waiting = 0;
  return {
    /** Never throws. */
    tellProhibited: (dealer: string, paths: readonly string[]): void => {
      if (waiting >= MOST_WAITING) return;
      waiting += 1;
      producer
        .send([prohibitedNotice(slot, dealer, paths, Date.now())])
        .catch((err: unknown) => logger.warn({ event: 'notice-lost', err }))
        .finally(() => (waiting -= 1));
    },
    close: () => producer.close(),
  };
}

/** The notice of the paths at which records of one dealer were refused (one entry per fault). Never throws. */
function prohibitedNotice(slot: string, dealer: string, paths: readonly string[], at: number): Message {
  const notice: Notice = {
    app: 'intake',
    // The desk keeps one notice of a kind: one of each dealer.
    kind: `prohibited-content.${dealer}`,
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
