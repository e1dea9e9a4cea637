// The ledger's tables on a real PostgreSQL, with no house around them.
import { sha256 } from '#evidence';
import { appendBatch, createDataSource, grantConsole, migrate, type DataSource, type LedgerEntry } from '#postgres';
import type { DecisionRecord } from '#wire';
import { afterAll, beforeAll } from '@jest/globals';
import type { Child } from '../../scripts/house/child.ts';
import { CONSOLE_USER, consoleDatabaseUrlOf } from '../../scripts/house/postgres.ts';
import { makeDataDir, removeDataDir } from '../house/test-house.ts';
import { startPostgres } from '../house/test-postgres.ts';

export interface LedgerTables {
  readonly database: DataSource;
  readonly url: string;
  /** As the console's own user. */
  readonly consoleUrl: string;
  /** Appends what was read of a partition; gives how many decisions were new. */
  append(partition: number, ...entries: readonly LedgerEntry[]): Promise<number>;
}

/** Opens them for the tests of a file. */
export function withLedgerTables(): () => LedgerTables {
  const dataDir = makeDataDir();
  let server: Child | undefined;
  let tables: LedgerTables | undefined;
  let offset = 0n;

  beforeAll(async () => {
    const { url, port, secrets } = await startPostgres(dataDir, (child) => (server = child));
    await migrate(url);
    await grantConsole(url, CONSOLE_USER);
    const database = createDataSource(url);
    await database.initialize();
    tables = {
      ...{ database, url, consoleUrl: consoleDatabaseUrlOf(port, secrets) },
      append: (partition, ...entries) =>
        appendBatch(database, { topic: 'decisions', partition, nextOffset: ++offset, entries, deadLetters: [] }),
    };
  });
  afterAll(async () => {
    if (tables?.database.isInitialized) await tables.database.destroy();
    await server?.stop();
    removeDataDir(dataDir);
  });
  return () => tables!;
}

export const entryOf = (decision: DecisionRecord, record = sha256(decision.id)): LedgerEntry => ({
  decision,
  links: { record, subject: sha256('person'), vehicle: sha256('car'), chassis: null, salt: null },
});
