// A slot: who may work on the pending rows that carry its name. One process holds it, by an advisory lock of one session.
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';

/** All intake slots share this class of advisory locks. */
const LOCK_CLASS = 710_420_171;
const LOCK = `SELECT pg_try_advisory_lock(${LOCK_CLASS}, hashtext($1)) AS taken`;
const UNLOCK = `SELECT pg_advisory_unlock(${LOCK_CLASS}, hashtext($1))`;
/** Asked of the session that took it: a session that ended has no locks. */
const HOLDS = `
  SELECT EXISTS (SELECT FROM pg_locks
                  WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND classid = ${LOCK_CLASS}
                    AND objid = (hashtext($1)::bigint & 4294967295)::oid) AS holds`;
/** Taken shared and given back with the statement: fails exactly while somebody holds the slot. */
const PROBE = `SELECT pg_try_advisory_xact_lock_shared(${LOCK_CLASS}, hashtext($1)) AS taken`;

export interface IntakeSlot {
  readonly name: string;
  /** False from the moment the session is known to have ended; never true again. */
  isHeld(): boolean;
  /** Asks the server over the slot's own session, so that a silent loss is noticed. Never throws. */
  check(): Promise<boolean>;
  release(): Promise<void>;
}

interface Session {
  once(event: 'error' | 'end', listener: () => void): unknown;
}

/** Takes the slot on a session of its own; `null` while another process holds it. Throws a DatabaseFault. */
export async function takeIntakeSlot(dataSource: DataSource, name: string): Promise<IntakeSlot | null> {
  const runner = dataSource.createQueryRunner();
  let held = false;
  const lose = (): void => {
    held = false;
  };
  try {
    const session = (await withoutValues(() => runner.connect())) as Session;
    session.once('error', lose);
    session.once('end', lose);
    const [row] = (await runner.query(LOCK, [name])) as unknown as { taken: boolean }[];
    held = row?.taken === true;
  } finally {
    if (!held) await runner.release();
  }
  if (!held) return null;
  return {
    name,
    isHeld: () => held,
    async check() {
      try {
        const [row] = (await runner.query(HOLDS, [name])) as unknown as { holds: boolean }[];
        if (row?.holds !== true) held = false;
      } catch {
        held = false;
      }
      return held;
    },
    async release() {
      const wasHeld = held;
      held = false;
      if (wasHeld) await runner.query(UNLOCK, [name]).catch(() => undefined);
      await runner.release().catch(() => undefined);
    },
  };
}

/** True while some process holds the slot. Throws a DatabaseFault. */
export async function isIntakeSlotHeld(dataSource: DataSource, name: string): Promise<boolean> {
  const [row] = await withoutValues(() => dataSource.query<{ taken: boolean }[]>(PROBE, [name]));
  return row?.taken !== true;
}
