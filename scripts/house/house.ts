// The whole house on one machine: broker, database, apps. `npm start` and every end-to-end test start it here, in one way.
import { join } from 'node:path';
import { APPS, commandOf, environmentOf, type App, type Surroundings } from './apps.ts';
import { startChild, type Run } from './child.ts';
import { makeDataDir } from './data-dir.ts';
import { SERVERS } from './end-wards.ts';
import { HouseError } from './house-error.ts';
import type { HouseOptions, KafkaAdmin } from './house-options.ts';
import { prepareKafka } from './kafka.ts';
import { ADMIN_USER } from './kafka-settings.ts';
import { takeLock } from './lock.ts';
import { openLogFiles } from './log-files.ts';
import { ROOT } from './paths.ts';
import { assertPortsFree, EXTRA_SLOT_OFFSET, portsOf, type PortName, type Ports } from './ports.ts';
import { CONSOLE_USER, consoleDatabaseUrlOf, databaseUrlOf, preparePostgres } from './postgres.ts';
import { untilReady } from './ready.ts';
import { runProvision } from './run-provision.ts';
import { makeRounds, type HouseProcess, type Rounds } from './rounds.ts';
import { CREDENTIALS_FILE, openCredentials, openSecrets, type SandboxCredentials, type Secrets } from './secrets.ts';

export type { App } from './apps.ts';
export type { LogLine } from './child.ts';
export type { HouseOptions, KafkaAdmin } from './house-options.ts';
export type { HouseProcess } from './rounds.ts';
export type { SandboxCredentials } from './secrets.ts';

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
  const { kafkaTls = {} } = options;
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
    const credentials = openCredentials(dataDir, { issuer, brokers: kafkaAdmin.brokers, desk: urls.console });
    const around: Surroundings = {
      ...{ ports, brokers: kafkaAdmin.brokers, kafkaTls, admin: kafkaAdmin, databaseUrl, issuer, sandbox, secrets },
      consoleDatabase: externalDatabaseUrl
        ? null
        : { url: consoleDatabaseUrlOf(ports.postgres, secrets), user: CONSOLE_USER },
      ...{ deskUrl: urls.console, deskClient: options.oidcIssuer ? null : (credentials.clients['desk'] ?? null) },
      credentialsFile: join(dataDir, CREDENTIALS_FILE),
      issuerKeysFile: join(dataDir, 'sandbox-issuer-keys.json'),
    };
    const running = (rounds = makeRounds(lock));
    const sink = logs.sink;
    signal?.throwIfAborted();

    const startKafka = async () => {
      if (externalKafka) return;
      const { kafka: port, kafkaController: controllerPort } = ports;
      const run = await prepareKafka({ dataDir, port, controllerPort, secrets, sink, onProgress: say, signal });
      signal?.throwIfAborted();
      await running.add('kafka', run);
      say(`Kafka is up (127.0.0.1:${port})`);
    };
    const startPostgres = async () => {
      if (externalDatabaseUrl) return;
      const run = await preparePostgres({ dataDir, port: ports.postgres, secrets, fast, sink, onProgress: say });
      signal?.throwIfAborted();
      await running.add('postgres', run);
      say(`PostgreSQL is up (127.0.0.1:${ports.postgres})`);
    };
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
    const startApps = async (wanted: readonly App[]) => {
      signal?.throwIfAborted();
      const start = async (app: App) => {
        await running.add(app, appRun(app, app));
        say(`${app} is ready (${urls[app]})`);
      };
      await allOrFirstFault(apps.filter((app) => wanted.includes(app)).map(start));
    };
    // The issuer leans on no server. Everyone else finds topics, users and tables standing, and waits for what it needs of the others.
    const startTheRest = async () => {
      await allOrFirstFault([startKafka(), startPostgres()]);
      signal?.throwIfAborted();
      await runProvision(around, sink);
      say('topics, users, access rules and tables stand');
      await startApps(['console', 'intake', 'gatekeeper', 'delivery', 'ledger']);
    };
    await allOrFirstFault([startTheRest(), startApps(['issuer'])]);

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

async function stopInOrder({ processes }: Rounds): Promise<void> {
  const last = ['console', 'issuer'];
  const rankOf = (name: string) => (SERVERS.includes(name) ? 2 : last.includes(name) ? 1 : 0);
  for (const rank of [0, 1, 2]) {
    const together = [...processes.values()].filter(({ name }) => rankOf(name) === rank);
    await Promise.all(together.map((one) => one.stop()));
  }
}

/** Waits for all of them even when one fails, so that nothing starts after the fault is reported; then throws the first fault. */
async function allOrFirstFault(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
