// Waiting for work no longer than its caller will: the work goes on.
import { setTimeout as sleep } from 'node:timers/promises';

/** What the work gives, or `null` after `withinMs`. Rejects as the work does, if that is in time. */
export async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T | null> {
  const waiting = new AbortController();
  try {
    return await Promise.race([work, sleep(withinMs, null, { signal: waiting.signal, ref: false })]);
  } finally {
    waiting.abort();
    // It goes on when nobody waits any more: who asks again meets what came of it.
    work.catch(() => undefined);
  }
}
