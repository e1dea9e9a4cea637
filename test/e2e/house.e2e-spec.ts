// The house keeps its word: starts once, survives being killed, leaves nothing behind, says in one line what is wrong.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startHouse, type House } from '../../scripts/house/house.ts';
import { freePortBase, portsOf } from '../../scripts/house/ports.ts';
import { databaseUrlOf } from '../../scripts/house/postgres.ts';
import type { SandboxCredentials, Secrets } from '../../scripts/house/secrets.ts';
import { launch, untilGone, wardsOf, type Launch } from '../house/launch.ts';
import { connectAs, readAll } from '../house/read-topics.ts';
import { makeDataDir, removeDataDir } from '../house/test-house.ts';

const UP = 'The gateway is up.';
const STOP_PATIENCE_MS = 30_000;

const readJson = <T>(dir: string, file: string) => JSON.parse(readFileSync(join(dir, file), 'utf8')) as T;

/** As much of a running house as its files tell. */
function seenFrom(
  dataDir: string,
  portBase: number,
): Pick<House, 'kafkaAdmin' | 'credentials' | 'secrets' | 'databaseUrl'> {
  const secrets = readJson<Secrets>(dataDir, 'secrets.json');
  const ports = portsOf(portBase);
  return {
    secrets,
    credentials: readJson<SandboxCredentials>(dataDir, 'sandbox-credentials.json'),
    kafkaAdmin: { brokers: [`127.0.0.1:${ports.kafka}`], username: 'admin', password: secrets.kafka.adminPassword },
    databaseUrl: databaseUrlOf(ports.postgres, secrets),
  };
}

async function inDatabase<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('one house, killed and started again', () => {
  let dataDir: string;
  let portBase: number;
  let environment: Record<string, string>;
  let running: Launch;

  beforeAll(async () => {
    dataDir = makeDataDir();
    portBase = await freePortBase();
    environment = { DATA_DIR: dataDir, PORT_BASE: String(portBase) };
    running = launch(environment);
    await running.untilSaid(UP);
  });
  afterAll(async () => {
    running.kill('SIGTERM');
    await running.ended;
    removeDataDir(dataDir);
  });

  const expectData = async () => {
    const house = seenFrom(dataDir, portBase);
    expect(await inDatabase(house.databaseUrl, 'SELECT mark FROM kept')).toEqual([{ mark: 'here' }]);
    const messages = await readAll(house, { as: 'admin', topics: ['kept'] });
    expect(messages.map(({ value }) => value?.toString())).toEqual(['here']);
  };

  it('answers health checks and writes its secrets for its owner alone', async () => {
    for (const port of [0, 1, 2, 3, 4].map((offset) => portBase + offset)) {
      expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    }
    for (const file of ['secrets.json', 'sandbox-credentials.json', 'house.lock', 'kafka/server.properties']) {
      expect([file, statSync(join(dataDir, file)).mode & 0o777]).toEqual([file, 0o600]);
    }
    const { clients } = readJson<SandboxCredentials>(dataDir, 'sandbox-credentials.json');
    expect(Object.keys(clients)).toEqual(
      expect.arrayContaining([
        'dealer-D001',
        'dealer-D009',
        'bmw-japan-finance',
        'insurer-tokyo-demo',
        'dpo',
        'auditor',
      ]),
    );
  });

  it('keeps no secret where everybody can read it: on a command line', () => {
    const { kafka, postgres, pseudonymSecret } = readJson<Secrets>(dataDir, 'secrets.json');
    const secrets = [kafka.adminPassword, kafka.brokerPassword, postgres.superuserPassword, pseudonymSecret];
    for (const pid of wardsOf(dataDir, running.pid)) {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      for (const secret of secrets) expect(commandLine).not.toContain(secret);
    }
  });

  it('takes data', async () => {
    const house = seenFrom(dataDir, portBase);
    await inDatabase(house.databaseUrl, `CREATE TABLE kept AS SELECT 'here' AS mark`);
    const kafka = connectAs(house, 'admin');
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'kept' }], waitForLeaders: true });
    await admin.disconnect();
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: 'kept', messages: [{ value: 'here' }] });
    await producer.disconnect();
    await expectData();
  });

  it('says to a second start that it runs, and where', async () => {
    const second = launch(environment);
    expect(await second.ended).toBe(0);
    expect(second.said()).toContain('runs already');
    expect(second.said()).toContain(`http://127.0.0.1:${portBase}`);
  });

  it('says to a house with other data which port is taken and what moves it', async () => {
    const other = makeDataDir();
    const second = launch({ ...environment, DATA_DIR: other });
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(
      new RegExp(`error: port \\d+ \\(\\w+\\) is in use: .*PORT_BASE \\(now ${portBase}\\)`),
    );
    expect(existsSync(join(other, 'house.lock'))).toBe(false);
    removeDataDir(other);
  });

  it('leaves nothing running when the launcher alone is killed, and keeps its data', async () => {
    const wards = wardsOf(dataDir, running.pid);
    expect(wards.length).toBeGreaterThanOrEqual(8);
    running.kill('SIGKILL');
    await running.ended;
    await untilGone(wards, STOP_PATIENCE_MS);
    running = launch(environment);
    await running.untilSaid(UP);
    await expectData();
  });

  it('starts again after everything was killed at once, on the same data', async () => {
    const wards = wardsOf(dataDir, running.pid);
    const secretsBefore = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
    running.kill('SIGSTOP');
    for (const pid of wards) process.kill(pid, 'SIGKILL');
    running.kill('SIGKILL');
    await running.ended;
    running = launch(environment);
    await running.untilSaid(UP);
    await expectData();
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(secretsBefore);
  });

  it('starts again an app that was killed', async () => {
    const lock = readJson<{ wards: { name: string; pid: number }[] }>(dataDir, 'house.lock');
    process.kill(lock.wards.find(({ name }) => name === 'intake')?.pid ?? -1, 'SIGKILL');
    await running.untilSaid('intake is ready again');
    expect((await fetch(`http://127.0.0.1:${portBase + 1}/health/ready`)).status).toBe(200);
  });

  it('stops at Ctrl-C without leaving a process or a lock', async () => {
    const wards = wardsOf(dataDir, running.pid);
    running.kill('SIGINT');
    expect(await running.ended).toBe(0);
    await untilGone(wards, 2_000);
    expect(existsSync(join(dataDir, 'house.lock'))).toBe(false);
  });
});

describe('a start that cannot go on says in one line why', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = makeDataDir();
  });
  afterAll(() => removeDataDir(dataDir));

  const fail = async (environment: Record<string, string>) => {
    const run = launch({ DATA_DIR: dataDir, PORT_BASE: String(await freePortBase()), ...environment });
    expect(await run.ended).toBe(1);
    return run
      .said()
      .trim()
      .split('\n')
      .filter((line) => !/^ *\d+\.\d s /.test(line));
  };
  const fakeJava = (version: string) => {
    mkdirSync(join(dataDir, version, 'bin'), { recursive: true });
    const file = join(dataDir, version, 'bin', 'java');
    writeFileSync(file, `#!/bin/sh\necho 'openjdk version "${version}" 2018-10-16' >&2\n`);
    chmodSync(file, 0o755);
    return join(dataDir, version);
  };

  it.each([
    [
      'no Java',
      () => ({ JAVA_HOME: join(dataDir, 'nowhere') }),
      /^error: .*nowhere.* does not run: install .* 17 or later/,
    ],
    [
      'an old Java',
      () => ({ JAVA_HOME: fakeJava('11.0.1') }),
      /^error: .* is Java 11\.0\.1, but Kafka needs 17 or later/,
    ],
    [
      'an older one',
      () => ({ JAVA_HOME: fakeJava('1.8.0_292') }),
      /^error: .* is Java 1\.8\.0_292, but Kafka needs 17/,
    ],
    [
      'no folder to write to',
      () => ({ DATA_DIR: join(fakeJava('9'), 'bin/java/data') }),
      /^error: .*cannot be written.*DATA_DIR/,
    ],
    [
      'a bad variable',
      () => ({ PORT_BASE: 'x', SANDBOX: '2' }),
      /^error: `PORT_BASE` must .*; `SANDBOX` must be 0 or 1$/,
    ],
    ['no issuer', () => ({ SANDBOX: '0' }), /^error: .*`SANDBOX=0` needs `OIDC_ISSUER`/],
    [
      'no admin for a real Kafka',
      () => ({ KAFKA_BROKERS: 'a:1' }),
      /^error: `KAFKA_BROKERS` needs `KAFKA_ADMIN_USERNAME`/,
    ],
    ['TLS with the embedded Kafka', () => ({ KAFKA_TLS: '1' }), /^error: `KAFKA_TLS` .*: set `KAFKA_BROKERS`$/],
  ])('%s', async (_what, environment, line) => {
    const said = await fail(environment());
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(line);
  });
});

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;
// Skipped for anyone but root: only root has another user run PostgreSQL.
asRoot('for root, in a folder the user of PostgreSQL may not enter', () => {
  const said: string[] = [];
  const answers = async (dataDir: string) => {
    const options = { dataDir, portBase: await freePortBase(), apps: [], fast: true };
    const house = await startHouse({ ...options, onProgress: (message) => said.push(message) });
    const rows = await inDatabase(house.databaseUrl, 'SELECT 1 AS one').finally(() => house.stop());
    expect(rows).toEqual([{ one: 1 }]);
  };

  it('PostgreSQL keeps its data where it can, and the house says so', async () => {
    const parent = makeDataDir();
    chmodSync(parent, 0o700);
    const dataDir = join(parent, 'data');
    try {
      await answers(dataDir);
      expect(said.join('\n')).toContain(`may not enter \`${parent}\``);
    } finally {
      removeDataDir(dataDir);
      removeDataDir(parent);
    }
  });

  it('the data folder itself is opened for passing through, no further', async () => {
    const dataDir = makeDataDir();
    chmodSync(dataDir, 0o700);
    try {
      await answers(dataDir);
      expect(statSync(dataDir).mode & 0o777).toBe(0o701);
    } finally {
      removeDataDir(dataDir);
    }
  });
});
