// A slot: who may work on the pending rows that carry its name. One process holds it, by an advisory lock of one session.
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';
import { takeSessionLock, type SessionLock } from '../session-lock.js';

/** All intake slots share this class of advisory locks. */
const LOCK_CLASS = 710_420_171;
/** Taken shared and given back with the statement: fails exactly while somebody holds the slot. */
const PROBE = `SELECT pg_try_advisory_xact_lock_shared(${LOCK_CLASS}, hashtext($1)) AS taken`;

export interface IntakeSlot extends SessionLock {
  readonly name: string;
}

/** Takes the slot on a session of its own; `null` while another process holds it. Throws a DatabaseFault. */
export async function takeIntakeSlot(dataSource: DataSource, name: string): Promise<IntakeSlot | null> {
  const lock = await takeSessionLock(dataSource, LOCK_CLASS, name);
  return lock && { name, ...lock };
}

/** True while some process holds the slot. Throws a DatabaseFault. */
export async function isIntakeSlotHeld(dataSource: DataSource, name: string): Promise<boolean> {
  const [row] = await withoutValues(() => dataSource.query<{ taken: boolean }[]>(PROBE, [name]));
  return row?.taken !== true;
}
