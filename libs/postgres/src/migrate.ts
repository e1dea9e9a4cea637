// Brings the tables up to date, however many processes ask for it at once.
import { withoutValues } from './database-fault.js';
import { createDataSource } from './data-source.js';

/** The advisory lock of all migrations, database-wide. */
const MIGRATION_LOCK = 7_104_201_705;

/**
 * Runs every migration not yet run, all in one transaction, and gives their names in order; `[]` when there was
 * nothing to do. One process migrates at a time, the others wait. Throws a DatabaseFault.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const dataSource = createDataSource(url, { poolSize: 2, statementTimeoutMs: 0, applicationName: 'migrate' });
  await dataSource.initialize();
  try {
    return await withoutValues(async () => {
      const holder = dataSource.createQueryRunner();
      try {
        await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
        const run = await dataSource.runMigrations();
        await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
        return run.map(({ name }) => name);
      } finally {
        await holder.release();
      }
    });
  } finally {
    await dataSource.destroy();
  }
}
