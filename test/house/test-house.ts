// A house of its own for an end-to-end spec: free ports, a data folder that goes with it, everything it said kept for the oracle.
import { chmodSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { startHouse, type App, type House, type HouseOptions, type LogLine } from '../../scripts/house/house.ts';
import { freePortBase, portsOf } from '../../scripts/house/ports.ts';
import { faultsFound, type Oracle } from './scan-sinks.ts';
import { fetchToken } from './tokens.ts';
import type { Met } from './undocumented.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body parsed; throws when it is not JSON. */
  json(): unknown;
}

export interface Ask {
  readonly method?: string;
  /** Client id of the sandbox; left out: no token is sent. */
  readonly as?: string;
  /** An object goes as JSON; a string as it is, with `contentType`. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestHouse {
  readonly house: House;
  /** Every line every process has said, restarts included. */
  readonly lines: readonly LogLine[];
  /** Takes a line of a process the spec started itself. */
  readonly hear: (line: LogLine) => void;
  /** Bodies of every answer with a status of 400 or above that {@link ask} met. */
  readonly errorBodies: readonly string[];
  /** Every answer {@link ask} met. */
  readonly met: readonly Met[];
  /** Takes the body of an error the spec met by another way. */
  readonly refused: (body: string) => void;
  /** An access token of a client, kept until it is near its end. */
  token(client: string): Promise<string>;
  ask(app: App, path: string, ask?: Ask): Promise<Answer>;
  /** Asks the oracle, if there is one, then stops the house and deletes its data. Rejects for what the oracle found. */
  close(): Promise<void>;
}

export interface TestHouseOptions extends Partial<Omit<HouseOptions, 'onLine'>> {
  /** Spans are printed to the logs, where the oracle reads them; true unless told. */
  readonly traces?: boolean;
  /** Looks at everything once more when the house is closed: a leak, or a scan that saw nothing, fails the spec. */
  readonly oracle?: Oracle;
}

const START_PATIENCE_MS = 240_000;

/**
 * A folder under the system's temporary one that any user may enter: PostgreSQL does not run as root. Its name is one people
 * give and programs trip over.
 */
export function makeDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'gateway test, 試験-'));
  chmodSync(dir, 0o755);
  return dir;
}

/** Deletes a house's data folder and what it points to. */
export function removeDataDir(dir: string): void {
  try {
    rmSync(readlinkSync(join(dir, 'postgres')), { recursive: true, force: true });
  } catch {
    // Not a link: it goes with the folder.
  }
  rmSync(dir, { recursive: true, force: true });
}

export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const { traces = true, dataDir = makeDataDir(), env = {}, oracle, ...rest } = options;
  const lines: LogLine[] = [];
  const hear = (line: LogLine) => void lines.push(line);
  const errorBodies: string[] = [];
  const met: Met[] = [];
  const refused = (body: string) => void errorBodies.push(body);
  const tokens = new Map<string, { token: Promise<string>; until: number }>();
  const withTraces = (app: App) => ({ ...(traces ? { OTEL_TRACES_EXPORTER: 'console' } : {}), ...env[app] });
  const portBase = rest.portBase ?? (await freePortBase());
  const servers =
    process.env['GATEWAY_TEST_SERVERS'] === 'docker'
      ? await import('./container-servers.ts').then((each) => each.startContainerServers(portsOf(portBase).kafka, hear))
      : undefined;
  const starting = startHouse({
    portBase,
    fast: true,
    ...rest,
    ...(servers ? { externalKafka: servers.externalKafka, externalDatabaseUrl: servers.externalDatabaseUrl } : {}),
    dataDir,
    env: {
      issuer: env.issuer ?? {},
      ...Object.fromEntries(
        (['console', 'intake', 'gatekeeper', 'delivery', 'ledger'] as const).map((app) => [app, withTraces(app)]),
      ),
    },
    onLine: hear,
  });
  const house = await starting.catch(async (error: unknown) => {
    await servers?.stop();
    throw error;
  });
  const token = (client: string) => {
    const kept = tokens.get(client);
    if (kept && kept.until > Date.now()) return kept.token;
    const fresh = fetchToken(house, client);
    tokens.set(client, { token: fresh, until: Date.now() + 10 * 60_000 });
    return fresh;
  };
  const test: TestHouse = {
    ...{ house, lines, hear, errorBodies, met, refused, token },
    ask: async (app, path, { method, as, body, contentType = 'application/json', headers = {} } = {}) => {
      const hasBody = body !== undefined;
      const verb = method ?? (hasBody ? 'POST' : 'GET');
      const response = await fetch(`${house.urls[app]}${path}`, {
        method: verb,
        headers: {
          ...(as === undefined ? {} : { authorization: `Bearer ${await token(as)}` }),
          ...(hasBody ? { 'content-type': contentType } : {}),
          ...headers,
        },
        ...(hasBody ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      met.push({ app, method: verb, path, status: response.status });
      if (response.status >= 400) refused(text);
      return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as unknown };
    },
    close: async () => {
      const faults = await askOracle(test, oracle);
      await house.stop();
      await servers?.stop();
      removeDataDir(dataDir);
      if (faults.length > 0) throw new Error(`the leak oracle: ${faults.join('; ')}`);
    },
  };
  return test;
}

async function askOracle(test: TestHouse, oracle: Oracle | undefined): Promise<readonly string[]> {
  if (oracle === undefined) return [];
  return faultsFound(test, oracle).catch((error: unknown) => [`it could not look: ${String(error)}`]);
}

/** Opens a house before the tests of the surrounding `describe` and closes it after them; the getter works inside tests. */
export function withHouse(options: TestHouseOptions = {}): () => TestHouse {
  let opened: TestHouse | undefined;
  beforeAll(async () => {
    opened = await openTestHouse(options);
  }, START_PATIENCE_MS);
  afterAll(async () => {
    await opened?.close();
  }, 60_000);
  return () => {
    if (!opened) throw new Error('the house is only there inside tests');
    return opened;
  };
}
