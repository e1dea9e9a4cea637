// One ledger at a time reads: two would store the same decisions, each once, at twice the work.
import type { DataSource } from 'typeorm';
import { takeSessionLock, type SessionLock } from '../session-lock.js';

const LOCK_CLASS = 710_420_172;

/** The sequencer's place; `null` while another process holds it. Throws a DatabaseFault. */
export function takeSequencer(dataSource: DataSource): Promise<SessionLock | null> {
  return takeSessionLock(dataSource, LOCK_CLASS, 'ledger');
}
