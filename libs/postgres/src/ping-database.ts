// Is PostgreSQL there?
import type { DataSource } from 'typeorm';
import { withoutValues } from './database-fault.js';

/** Answers when PostgreSQL does. Throws a DatabaseFault. */
export async function pingDatabase(dataSource: DataSource): Promise<void> {
  await withoutValues(() => dataSource.query('SELECT 1'));
}
