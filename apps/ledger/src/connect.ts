// The first connection to PostgreSQL, however long it takes.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from '#postgres';
import type { Logger } from '#process';

const AGAIN_AFTER_MS = 1_000;

/** Resolves `true` once connected, `false` when the signal aborts before. Never rejects. */
export async function connectWhenUp(dataSource: DataSource, logger: Logger, signal: AbortSignal): Promise<boolean> {
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      await dataSource.initialize();
      return true;
    } catch (err) {
      logger.warn({ event: 'database-awaited', attempt, err });
      await sleep(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return false;
}
