// What judging threw, for the log: a flood of poison is one line a minute, and its cause is there.
import { reduceError, type Logger } from '#process';
import type { Judging } from './judge-record.js';

/** How long the same fault, thrown at the same place, is no news. */
const AGAIN_AFTER_MS = 60_000;
/** Lines within that time: who sends what is odd in ever new ways fills no log with it. */
const MOST_KINDS = 20;

/** Never throws. `now`: milliseconds that never go back. */
export function createFaultLog(logger: Logger, now: () => number = () => performance.now()): Judging['onFault'] {
  const told = new Set<string>();
  let since = now();
  return (err, partition, offset) => {
    if (now() - since >= AGAIN_AFTER_MS) {
      told.clear();
      since = now();
    }
    if (told.size >= MOST_KINDS) return;
    // Of what may be told of it: the text of an error may hold a value.
    const { name, code, stack } = reduceError(err);
    const kind = [name, code, stack?.[0]].join();
    if (told.has(kind)) return;
    told.add(kind);
    logger.error({ event: 'not-judged', partition, offset, err });
  };
}
