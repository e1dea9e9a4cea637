// What the console's own user may do: everything with the console's tables, and read what the ledger tells the desk.
import { withoutValues } from './database-fault.js';
import { createDataSource } from './data-source.js';

/** Tables of the ledger the desk's pages are made of. Of `ledger.links` it sees which record a decision is about, nothing of people. */
const READ = ['decisions', 'patterns', 'pattern_verdicts', 'tallies', 'leaf_tallies', 'uncounted', 'dead_letters'];
const LINKS = ['decision', 'record'];
const ROLE = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Grants the user `role`, who must exist, what the console needs of the migrated tables, and nothing else. Idempotent.
 * `url`: of the tables' owner. Throws a DatabaseFault.
 */
export async function grantConsole(url: string, role: string): Promise<void> {
  if (!ROLE.test(role)) throw new Error('the console’s user has no plain name');
  const dataSource = createDataSource(url, { poolSize: 1, applicationName: 'migrate' });
  await dataSource.initialize();
  try {
    await withoutValues(() =>
      dataSource.transaction(async (manager) => {
        for (const statement of [
          `GRANT USAGE ON SCHEMA console, ledger TO ${role}`,
          `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA console TO ${role}`,
          `GRANT USAGE ON ALL SEQUENCES IN SCHEMA console TO ${role}`,
          `REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM ${role}`,
          `GRANT SELECT ON ${READ.map((table) => `ledger.${table}`).join(', ')}, ledger.reader_offsets TO ${role}`,
          `GRANT SELECT (${LINKS.join(', ')}) ON ledger.links TO ${role}`,
        ])
          await manager.query(statement);
      }),
    );
  } finally {
    await dataSource.destroy();
  }
}
