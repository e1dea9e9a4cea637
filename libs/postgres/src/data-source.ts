// One pool of connections to PostgreSQL, with time-outs, and with errors that carry no value.
import { DataSource, type EntitySchema, type QueryRunner, type ReplicationMode } from 'typeorm';
import { databaseFaultOf, withoutValues } from './database-fault.js';
import { MIGRATIONS } from './migrations.js';

export interface DataSourceSettings {
  /** Entity classes of the one app that opens the pool. */
  readonly entities?: readonly (EntityClass | EntitySchema)[];
  /** Connections at most; default 8. */
  readonly poolSize?: number;
  /** Milliseconds a statement may run before the server ends it; default 15 000, 0 is for ever. */
  readonly statementTimeoutMs?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own notion of an entity class
type EntityClass = Function;

/** Milliseconds until a connection attempt, or the wait for a free connection, is given up. */
const CONNECT_TIMEOUT_MS = 5_000;
/** The client gives up this long after the server should have. */
const ANSWER_GRACE_MS = 5_000;

interface RunnerWithConnection extends QueryRunner {
  releasePostgresConnection?: (error?: unknown) => Promise<void>;
}

/**
 * A TypeORM data source, not yet connected: call `initialize()` (again after a failure). Never synchronises and never
 * migrates; see `migrate`. Whatever `initialize`, a repository, a builder, `query` or a transaction throws because of
 * the database is a `DatabaseFault` without SQL, parameters or the driver's message. (`findOneOrFail` and its like do
 * not come from the database and name their criteria: do not use them.)
 */
export function createDataSource(url: string, settings: DataSourceSettings = {}): DataSource {
  const statementTimeoutMs = settings.statementTimeoutMs ?? 15_000;
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...(settings.entities ?? [])],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'gateway_migrations',
    migrationsTransactionMode: 'all',
    migrationsRun: false,
    synchronize: false,
    dropSchema: false,
    installExtensions: false,
    logging: false,
    poolSize: settings.poolSize ?? 8,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: settings.applicationName ?? 'joint-use-gateway',
    // An idle connection that breaks is simply dropped by the pool; the next call opens another.
    poolErrorHandler: () => undefined,
    extra: {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + ANSWER_GRACE_MS,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
  });
  const initialize = dataSource.initialize.bind(dataSource);
  dataSource.initialize = () => withoutValues(initialize);
  const { driver } = dataSource;
  const createQueryRunner = driver.createQueryRunner.bind(driver);
  driver.createQueryRunner = (mode: ReplicationMode) => guarded(createQueryRunner(mode));
  const { manager } = dataSource;
  const transaction = manager.transaction.bind(manager) as (...given: unknown[]) => Promise<unknown>;
  manager.transaction = async (...given: unknown[]) => {
    try {
      return await transaction(...given);
    } catch (error) {
      // A connection lost between two statements: TypeORM has dropped it before the second one asks for it.
      if (error instanceof Error && LOST_RUNNERS.has(error.name)) throw databaseFaultOf(error);
      throw error;
    }
  };
  return dataSource;
}

/** What TypeORM calls a connection that is gone. */
const LOST_RUNNERS: ReadonlySet<string> = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

/** Every statement of TypeORM goes through `QueryRunner.query`: here its errors lose their values. */
function guarded(runner: RunnerWithConnection): QueryRunner {
  const query = runner.query.bind(runner) as (...given: unknown[]) => Promise<unknown>;
  runner.query = (async (...given: unknown[]) => {
    try {
      return await withoutValues(() => query(...given));
    } catch (fault) {
      // No SQLSTATE: nobody knows what this connection is doing, so the pool must not hand it out again.
      if ((fault as { sqlState?: unknown }).sqlState === null) await runner.releasePostgresConnection?.(fault);
      throw fault;
    }
  }) as QueryRunner['query'];
  return runner;
}
