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
  on(event: 'error' | 'end', listener: () => void): unknown;
  off(event: 'error' | 'end', listener: () => void): unknown;
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
  let session: Session | undefined;
  const lose = (): void => {
    held = false;
  };
  /** The pool gives the session to others: what listens would pile up on it. */
  const giveBack = async (): Promise<void> => {
    await runner.release();
    session?.off('error', lose);
    session?.off('end', lose);
  };
  try {
    session = (await withoutValues(() => runner.connect())) as Session;
    session.on('error', lose);
    session.on('end', lose);
    const [row] = (await runner.query(LOCK, [lockClass, name])) as unknown as { taken: boolean }[];
    held = row?.taken === true;
  } finally {
    if (!held) await giveBack();
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
      held = false;
      // Also where it is thought to be lost: a session that only did not answer in time goes back to the pool with its locks.
      await runner.query(UNLOCK, [lockClass, name]).catch(() => undefined);
      await giveBack().catch(() => undefined);
    },
  };
}
