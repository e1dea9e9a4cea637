// The database room on a real PostgreSQL: tables made once, time-outs that end, faults that hold no value.
import type { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import {
  createDataSource,
  DatabaseFault,
  isUniqueViolation,
  migrate,
  MIGRATIONS,
  takeSequencer,
  type DataSource,
} from '#postgres';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Child } from '../../scripts/house/child.ts';
import { makeDataDir, removeDataDir } from '../house/test-house.ts';
import { startPostgres } from '../house/test-postgres.ts';

jest.setTimeout(60_000);
const dataDir = makeDataDir();
let server: Child | undefined;
let url: string;
let database: DataSource;

beforeAll(async () => {
  ({ url } = await startPostgres(dataDir, (child) => (server = child)));
});
afterAll(async () => {
  if (database?.isInitialized) await database.destroy();
  await server?.stop();
  removeDataDir(dataDir);
});

const tables = async () => {
  const rows = await database.query<{ name: string }[]>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
      WHERE schemaname IN ('intake', 'console', 'ledger') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

describe('migrate', () => {
  it('run by three at once makes everything once', async () => {
    const runs = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    const [first, ...others] = runs.sort((one, other) => other.length - one.length);
    expect([...first].sort()).toEqual(MIGRATIONS.map(({ name }) => name).sort());
    expect(others).toEqual([[], []]);
    expect(await migrate(url)).toEqual([]);
  });

  it('can be undone and done again', async () => {
    database = createDataSource(url);
    await database.initialize();
    const made = await tables();
    expect(made).toEqual(expect.arrayContaining(['ledger.decisions', 'ledger.links', 'ledger.reader_offsets']));
    for (const _ of MIGRATIONS) await database.undoLastMigration();
    expect(await tables()).toEqual([]);
    await migrate(url);
    expect(await tables()).toEqual(made);
  });

  it('gives every link an index', async () => {
    const rows = await database.query<{ name: string }[]>(
      `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'ledger' AND indexname LIKE 'links\\_%' ORDER BY 1`,
    );
    const columns = ['chassis', 'record', 'subject', 'vehicle'];
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(columns.map((column) => `links_${column}`)));
  });
});

describe('a fault', () => {
  const value = '山田太郎';
  const failing: [string, string | null, () => Promise<unknown>][] = [
    ['an invalid value', '22P02', () => database.query('SELECT $1::int', [value])],
    [
      'a duplicate in a transaction',
      '23505',
      () =>
        database.transaction(async (manager) => {
          const insert = 'INSERT INTO ledger.patterns (id) VALUES ($1)';
          await manager.query(insert, [value]);
          await manager.query(insert, [value]);
        }),
    ],
    [
      'a builder’s query',
      '42P01',
      () =>
        database.createQueryBuilder().select('*').from('nowhere', 'n').where('n.x = :value', { value }).getRawMany(),
    ],
  ];
  it.each(failing)('%s names its SQLSTATE, and nothing else', async (_name, sqlState, fail) => {
    const fault: unknown = await fail().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DatabaseFault);
    expect(fault).toMatchObject({ code: 'GW_INTERNAL', sqlState });
    expect(isUniqueViolation(fault)).toBe(sqlState === '23505');
    expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain(value);
    expect(await database.query('SELECT id FROM ledger.patterns')).toEqual([]);
  });

  it('a statement that takes too long is ended', async () => {
    const hasty = createDataSource(url, { statementTimeoutMs: 100, poolSize: 1 });
    await hasty.initialize();
    await expect(hasty.query('SELECT pg_sleep(5)')).rejects.toMatchObject({
      code: 'GW_UNAVAILABLE',
      sqlState: '57014',
    });
    expect(await hasty.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await hasty.destroy();
  });

  it('a connection lost in a transaction is one fault; the pool goes on', async () => {
    const lost = database.transaction(async (manager) => {
      const [row] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
      await database.query('SELECT pg_terminate_backend($1)', [row!.pid]);
      await manager.query('SELECT 1');
    });
    await expect(lost).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
    for (let turn = 0; turn < 10; turn += 1) expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a wrong password or a server that is not there is a fault without the URL', async () => {
    const wrong = createDataSource(url.replace(/:[^:@/]+@/, ':wrong-secret@'));
    await expect(wrong.initialize()).rejects.toMatchObject({ code: 'GW_INTERNAL', sqlState: '28P01' });
    const away = createDataSource(url.replace(/:\d+\//, ':1/'));
    const fault: unknown = await away.initialize().catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'GW_UNAVAILABLE', sqlState: null });
    expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain('gateway:');
  });
});

describe('a lock of a session', () => {
  /** Its one session comes back from the pool each time. */
  const open = async (): Promise<DataSource> => {
    const source = createDataSource(url, { statementTimeoutMs: 1_000, poolSize: 1 });
    return source.initialize();
  };

  it('taken and given back leaves nothing on the session', async () => {
    const source = await open();
    const listeners = async () => {
      const runner = source.createQueryRunner();
      const session = (await runner.connect()) as EventEmitter;
      const counts = ['error', 'end'].map((event) => session.listenerCount(event));
      await runner.release();
      return counts;
    };
    const before = await listeners();
    const holder = await takeSequencer(database);
    for (let turn = 0; turn < 5; turn += 1) expect(await takeSequencer(source)).toBeNull();
    await holder!.release();
    for (let turn = 0; turn < 5; turn += 1) await (await takeSequencer(source))!.release();
    expect(await listeners()).toEqual(before);
    await source.destroy();
  });

  it('is not given back to the pool with a session that did not answer in time', async () => {
    const source = await open();
    // What the session is asked later takes it longer than it may.
    await source.query(`CREATE TEMP VIEW pg_locks AS SELECT held.* FROM pg_catalog.pg_locks held, pg_sleep(5)`);
    const lock = await takeSequencer(source);
    expect(await lock!.check()).toBe(false);
    await lock!.release();
    const next = await takeSequencer(database);
    expect(next).not.toBeNull();
    await next!.release();
    await source.destroy();
  });
});
