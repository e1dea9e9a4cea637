// The whole house on one machine: broker, database, apps. `npm start` and every end-to-end test start it here, in one way.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { APPS, commandOf, environmentOf, type App, type Surroundings } from './apps.ts';
import { startChild, type LogSink, type Run } from './child.ts';
import { inheritedEnvironment } from './environment.ts';
import { HouseError, codeOf } from './house-error.ts';
import { prepareKafka } from './kafka.ts';
import { ADMIN_USER } from './kafka-settings.ts';
import { takeLock } from './lock.ts';
import { openLogFiles } from './log-files.ts';
import { ROOT } from './paths.ts';
import { assertPortsFree, EXTRA_SLOT_OFFSET, portsOf, type PortName, type Ports } from './ports.ts';
import { databaseUrlOf, preparePostgres } from './postgres.ts';
import { untilReady } from './ready.ts';
import { makeRounds, type HouseProcess, type Rounds } from './rounds.ts';
import {
  CREDENTIALS_FILE,
  openCredentials,
  openSecrets,
  SECRETS_FILE,
  type SandboxCredentials,
  type Secrets,
} from './secrets.ts';

export type { App } from './apps.ts';
export type { LogLine } from './child.ts';
export type { HouseProcess } from './rounds.ts';
export type { SandboxCredentials } from './secrets.ts';

export interface HouseOptions {
  readonly dataDir: string;
  readonly portBase: number;
  /** All unless told; `[]` gives broker and database alone, provisioned. */
  readonly apps?: readonly App[];
  /** With the sandbox's issuer, clients and seeded facts; true unless told. */
  readonly sandbox?: boolean;
  /** Tests: PostgreSQL without fsync. */
  readonly fast?: boolean;
  /** More environment for an app, over what it is given. */
  readonly env?: Partial<Record<App, Readonly<Record<string, string>>>>;
  /** A real Kafka instead of the embedded one; its admin may create users, topics and ACLs. */
  readonly externalKafka?: KafkaAdmin | undefined;
  /** A real PostgreSQL instead of the embedded one. */
  readonly externalDatabaseUrl?: string | undefined;
  /** Another issuer than the sandbox's. */
  readonly oidcIssuer?: string | undefined;
  /** Every line of every process, as it comes. */
  readonly onLine?: LogSink;
  readonly onProgress?: (message: string) => void;
  /** Gives up a start half way: everything ends, then the start rejects. */
  readonly signal?: AbortSignal;
}

export interface KafkaAdmin {
  readonly brokers: readonly string[];
  readonly username: string;
  readonly password: string;
}

export interface House {
  readonly dataDir: string;
  readonly logsDir: string;
  readonly ports: Ports;
  readonly urls: Readonly<Record<App, string>>;
  readonly secrets: Secrets;
  readonly credentials: SandboxCredentials;
  /** The superuser's connection. */
  readonly kafkaAdmin: KafkaAdmin;
  readonly databaseUrl: string;
  /** `kafka`, `postgres`, the apps, and instances added later (`gatekeeper-1`). */
  readonly processes: ReadonlyMap<string, HouseProcess>;
  /** The process of that name; throws when the house has none. */
  process(name: string): HouseProcess;
  /** One more gatekeeper: slot 1, 2, … Resolves when it is ready. */
  addGatekeeper(slot: number, env?: Readonly<Record<string, string>>): Promise<HouseProcess>;
  onLoss: Rounds['onLoss'];
  isStopping(): boolean;
  /** Ends everything, newest first. Never rejects; calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** Brings everything up. Rejects with a `HouseError` (one line: what is wrong, what to do) after ending what had started. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const { portBase, sandbox = true, fast = false, externalKafka, externalDatabaseUrl, signal } = options;
  const say = options.onProgress ?? (() => undefined);
  const dataDir = makeDataDir(options.dataDir);
  const ports = portsOf(portBase);
  const urls = Object.fromEntries(APPS.map((app) => [app, `http://127.0.0.1:${ports[app]}`])) as Record<App, string>;
  const lock = await takeLock(dataDir, urls);
  const logs = openLogFiles(dataDir, options.onLine);
  let rounds: Rounds | undefined;
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      if (rounds) await stopInOrder(rounds);
      rounds?.close();
      await logs.close();
      lock.release();
    })());
  signal?.addEventListener('abort', () => void stop(), { once: true });

  try {
    const apps = options.apps ?? APPS.filter((app) => app !== 'issuer' || (sandbox && !options.oidcIssuer));
    const embedded: PortName[] = [
      ...(externalKafka ? [] : (['kafka', 'kafkaController'] as const)),
      ...(externalDatabaseUrl ? [] : (['postgres'] as const)),
    ];
    await assertPortsFree(portBase, [...apps, ...embedded]);
    const secrets = openSecrets(dataDir);
    const kafkaAdmin = externalKafka ?? {
      brokers: [`127.0.0.1:${ports.kafka}`],
      username: ADMIN_USER,
      password: secrets.kafka.adminPassword,
    };
    const databaseUrl = externalDatabaseUrl ?? databaseUrlOf(ports.postgres, secrets);
    const issuer = options.oidcIssuer ?? urls.issuer;
    const credentials = openCredentials(dataDir, issuer, kafkaAdmin.brokers);
    const around: Surroundings = {
      ...{ ports, brokers: kafkaAdmin.brokers, admin: kafkaAdmin, databaseUrl, issuer, sandbox, secrets },
      credentialsFile: join(dataDir, CREDENTIALS_FILE),
      issuerKeysFile: join(dataDir, 'sandbox-issuer-keys.json'),
    };
    const running = (rounds = makeRounds(lock));
    const sink = logs.sink;
    signal?.throwIfAborted();

    await allOrFirstFault([
      (async () => {
        if (externalKafka) return;
        const { kafka: port, kafkaController: controllerPort } = ports;
        const run = await prepareKafka({ dataDir, port, controllerPort, secrets, sink, onProgress: say, signal });
        signal?.throwIfAborted();
        await running.add('kafka', run);
        say(`Kafka is up (127.0.0.1:${port})`);
      })(),
      (async () => {
        if (externalDatabaseUrl) return;
        const run = await preparePostgres({ dataDir, port: ports.postgres, secrets, fast, sink, onProgress: say });
        signal?.throwIfAborted();
        await running.add('postgres', run);
        say(`PostgreSQL is up (127.0.0.1:${ports.postgres})`);
      })(),
    ]);
    signal?.throwIfAborted();
    await provision(around, sink);
    say('topics, users, access rules and tables stand');

    const appRun =
      (app: App, name: string, slot = 0, port = ports[app], env: Readonly<Record<string, string>> = {}): Run =>
      async (onChild) => {
        const environment = { ...environmentOf(app, around, slot, port), ...options.env?.[app], ...env };
        const child = startChild(
          { name, file: process.execPath, args: commandOf(app), env: environment, cwd: ROOT },
          sink,
        );
        onChild(child);
        await untilReady(child, `http://127.0.0.1:${port}`);
      };
    const startAll = async (wanted: readonly App[]) => {
      signal?.throwIfAborted();
      const startOne = async (app: App) => {
        await running.add(app, appRun(app, app));
        say(`${app} is ready (${urls[app]})`);
      };
      await allOrFirstFault(apps.filter((app) => wanted.includes(app)).map(startOne));
    };
    await startAll(['issuer', 'console']);
    await startAll(['intake', 'gatekeeper', 'ledger']);

    return {
      ...{ dataDir, logsDir: logs.dir, ports, urls, secrets, credentials, kafkaAdmin, databaseUrl },
      processes: running.processes,
      process: (name) => {
        const found = running.processes.get(name);
        if (!found) throw new HouseError(`the house has no process \`${name}\``);
        return found;
      },
      addGatekeeper: (slot, env) => {
        const name = `gatekeeper-${slot}`;
        return running.add(name, appRun('gatekeeper', name, slot, portBase + EXTRA_SLOT_OFFSET + slot, env));
      },
      onLoss: (listener) => running.onLoss(listener),
      isStopping: () => stopping !== undefined,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function makeDataDir(wanted: string): string {
  const dataDir = resolve(wanted);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
  } catch (error) {
    throw new HouseError(
      `the data folder \`${dataDir}\` cannot be written (${codeOf(error)}): make it writable for this user, or set DATA_DIR to another folder`,
    );
  }
  if (existsSync(join(dataDir, 'kafka', 'data')) && !existsSync(join(dataDir, SECRETS_FILE))) {
    throw new HouseError(
      `\`${join(dataDir, SECRETS_FILE)}\` is missing but there is data made with it: restore it, or delete \`${dataDir}\` to start anew`,
    );
  }
  return dataDir;
}

async function provision(around: Surroundings, sink: LogSink): Promise<void> {
  const built = ['kafka', 'postgres'].every((lib) => existsSync(join(ROOT, 'dist', 'libs', lib, 'src', 'index.js')));
  if (!built) throw new HouseError('nothing is built yet: run `npm run build`');
  const child = startChild(
    {
      name: 'provision',
      file: process.execPath,
      args: ['--disable-warning=TimeoutNegativeWarning', join(import.meta.dirname, 'provision.ts')],
      env: {
        ...inheritedEnvironment(),
        KAFKA_BROKERS: around.brokers.join(','),
        KAFKA_ADMIN_USERNAME: around.admin.username,
        KAFKA_ADMIN_PASSWORD: around.admin.password,
        KAFKA_APP_PASSWORDS: JSON.stringify(around.secrets.kafka.apps),
        DATABASE_URL: around.databaseUrl,
      },
      cwd: ROOT,
    },
    sink,
  );
  const { code } = await child.ended;
  if (code !== 0) throw new HouseError(`topics and tables could not be made: ${child.tail().at(-1) ?? 'no word'}`);
}

async function stopInOrder({ processes }: Rounds): Promise<void> {
  const servers = ['kafka', 'postgres'];
  const last = ['console', 'issuer'];
  const names = [...processes.keys()];
  const rank = [
    names.filter((name) => !servers.includes(name) && !last.includes(name)),
    names.filter((name) => last.includes(name)),
    names.filter((name) => servers.includes(name)),
  ];
  for (const together of rank) await Promise.all(together.map(async (name) => processes.get(name)?.stop()));
}

/** Waits for all of them even when one fails, so that nothing starts after the fault is reported; then throws the first fault. */
async function allOrFirstFault(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
