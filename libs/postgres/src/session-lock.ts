// A lock one process holds by a session of its own: it is gone with the session, however the process ends.
import type { DataSource } from 'typeorm';
import { withoutValues } from './database-fault.js';

export interface SessionLock {
  /** False from the moment the session is known to have ended; never true again. */
  isHeld(): boolean;
  /** Asks the server over the lock's own session, so that a silent loss is noticed. Never throws. */
  check(): Promise<boolean>;
  release(): Promise<void>;
}

interface Session {
  once(event: 'error' | 'end', listener: () => void): unknown;
}

const LOCK = 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken';
const UNLOCK = 'SELECT pg_advisory_unlock($1, hashtext($2))';
/** Asked of the session that took it: a session that ended has no locks. */
const HOLDS = `
  SELECT EXISTS (SELECT FROM pg_locks
                  WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND classid = $1::int::oid
                    AND objid = (hashtext($2)::bigint & 4294967295)::oid) AS holds`;

/**
 * Takes the advisory lock `name` of the class (a 32-bit number, one for each use) on a session of its own; `null` while
 * another process holds it. Throws a DatabaseFault.
 */
export async function takeSessionLock(
  dataSource: DataSource,
  lockClass: number,
  name: string,
): Promise<SessionLock | null> {
  const runner = dataSource.createQueryRunner();
  let held = false;
  const lose = (): void => {
    held = false;
  };
  try {
    const session = (await withoutValues(() => runner.connect())) as Session;
    session.once('error', lose);
    session.once('end', lose);
    const [row] = (await runner.query(LOCK, [lockClass, name])) as unknown as { taken: boolean }[];
    held = row?.taken === true;
  } finally {
    if (!held) await runner.release();
  }
  if (!held) return null;
  return {
    isHeld: () => held,
    async check() {
      try {
        const [row] = (await runner.query(HOLDS, [lockClass, name])) as unknown as { holds: boolean }[];
        if (row?.holds !== true) held = false;
      } catch {
        held = false;
      }
      return held;
    },
    async release() {
      const wasHeld = held;
      held = false;
      if (wasHeld) await runner.query(UNLOCK, [lockClass, name]).catch(() => undefined);
      await runner.release().catch(() => undefined);
    },
  };
}
