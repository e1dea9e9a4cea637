// Promise: with a Kafka that speaks TLS everything the house says to it is encrypted, and said to nobody else.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, createAdmin, createRecordProducer, type KafkaConnection } from '#kafka';
import { TOPICS } from '#wire';
import type { Child } from '../../scripts/house/child.ts';
import { startHouse, type House, type HouseOptions } from '../../scripts/house/house.ts';
import { prepareKafka } from '../../scripts/house/kafka.ts';
import { ADMIN_USER } from '../../scripts/house/kafka-settings.ts';
import { ROOT } from '../../scripts/house/paths.ts';
import { freePortBase, portsOf } from '../../scripts/house/ports.ts';
import { openSecrets } from '../../scripts/house/secrets.ts';
import { readSettings } from '../../scripts/house/settings.ts';
import { runSampleDay } from '../../scripts/sample/sample-day.ts';
import { selfSigned } from '../house/self-signed.ts';
import { makeDataDir, removeDataDir } from '../house/test-house.ts';

const { cert: ca, key } = selfSigned('localhost');
const quiet = () => undefined;
const dirs: string[] = [];
const brokers: Child[] = [];
let broker: Child;
let house: House;
/** As `npm start` is given it. */
let environment: Readonly<Record<string, string>>;
let options: HouseOptions;
let connection: KafkaConnection;

const newDir = () => {
  const dir = makeDataDir();
  dirs.push(dir);
  return dir;
};

/** Settings of a broker without a listener in clear, under a certificate for `localhost`. */
function inTls(dataDir: string): Readonly<Record<string, string>> {
  const dir = join(dataDir, 'kafka');
  mkdirSync(dir);
  writeFileSync(join(dir, 'ca.pem'), ca);
  writeFileSync(join(dir, 'keystore.pem'), key + ca);
  return {
    'listener.security.protocol.map': 'CONTROLLER:SASL_PLAINTEXT,INSIDE:SASL_SSL',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': 'keystore.pem',
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': 'ca.pem',
  };
}

/** A broker that tells its clients that it is `host`, and what its superuser needs. */
async function startBroker(
  dataDir: string,
  portBase: number,
  host: string,
  settings: Readonly<Record<string, string>>,
) {
  const { kafka: port, kafkaController: controllerPort } = portsOf(portBase);
  const secrets = openSecrets(dataDir);
  const more = { secrets, sink: quiet, onProgress: quiet };
  const advertised = { 'advertised.listeners': `INSIDE://${host}:${port}` };
  const run = await prepareKafka({ dataDir, port, controllerPort, settings: { ...settings, ...advertised }, ...more });
  let started: Child;
  await run((child) => (started = child));
  brokers.push(started!);
  return { child: started!, port, user: { username: ADMIN_USER, password: secrets.kafka.adminPassword } };
}

beforeAll(async () => {
  const dataDir = newDir();
  const portBase = await freePortBase();
  const { child, port, user: admin } = await startBroker(dataDir, portBase, 'localhost', inTls(dataDir));
  broker = child;
  connection = { brokers: [`localhost:${port}`], ...admin, tls: { ca } };
  environment = {
    ...{ DATA_DIR: dataDir, PORT_BASE: String(portBase), KAFKA_BROKERS: `localhost:${port}` },
    ...{ KAFKA_ADMIN_USERNAME: admin.username, KAFKA_ADMIN_PASSWORD: admin.password },
    ...{ KAFKA_TLS: '1', KAFKA_CA_FILE: join(dataDir, 'kafka', 'ca.pem') },
  };
  options = { ...readSettings(environment).house, fast: true };
  house = await startHouse(options);
}, 240_000);
afterAll(async () => {
  await house?.stop();
  for (const one of brokers) await one.stop();
  dirs.forEach(removeDataDir);
}, 60_000);

it('a day goes from the dealers to the ledger', async () => {
  const { urls, credentials } = house;
  const day = await runSampleDay({ urls, credentials, records: 30, onProgress: quiet });
  expect(day).toMatchObject({ sent: 30, accepted: 30, isWhole: true });
  for (const app of ['console', 'intake', 'gatekeeper', 'delivery', 'ledger'] as const)
    expect([app, (await fetch(`${urls[app]}/health/ready`)).status]).toEqual([app, 200]);
}, 60_000);

it('a member’s topic can be looked at', () => {
  const script = join(ROOT, 'scripts/sample/read-topic.ts');
  const args = [script, 'bmw-japan-finance', 'provision.bmw-japan-finance.joint.valuation'];
  const look = (env: Readonly<Record<string, string>>) => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' });
    return { stdout, stderr };
  };
  expect(look(environment).stdout).toContain('gw_decision=');
  const { stdout, stderr } = look({ ...environment, KAFKA_TLS: '' });
  expect([stdout, stderr]).toEqual(['', expect.stringContaining('`KAFKA_CA` is of use with TLS alone')]);
}, 60_000);

describe('either client', () => {
  const topic = TOPICS.serviceRecords.name;
  /** kafkajs counts, the other one writes. */
  const attempts = async (to: KafkaConnection) => {
    const outcome = (work: Promise<unknown>) => work.then(() => 'done', codeOf);
    const admin = createAdmin(to);
    const found = await Promise.all([outcome(admin.endOffsets(topic)), outcome(admin.upsertUser('somebody', 'x'))]);
    await admin.close();
    return found;
  };

  it.each([
    ['answers under the authority and the name', {}, 'done'],
    ['refuses without the authority', { tls: {} }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['refuses under another name', { brokers: 'by address' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])(
    '%s',
    async (_what, { brokers, ...more }: { brokers?: string; tls?: object }, outcome) => {
      const byAddress = connection.brokers.map((one) => one.replace('localhost', '127.0.0.1'));
      expect(await attempts({ ...connection, ...(brokers ? { brokers: byAddress } : {}), ...more })).toEqual([
        outcome,
        outcome,
      ]);
    },
    60_000,
  );

  it('gives up a send to a broker that is frozen, and goes on with the next', async () => {
    const producer = createRecordProducer(connection);
    const send = (value: string) =>
      producer.send([{ topic: TOPICS.control.name, key: 'k', value }]).then(() => 'sent', codeOf);
    expect(await send('{}')).toBe('sent');
    broker.kill('SIGSTOP');
    const frozen = await send('{}').finally(() => process.kill(broker.pid, 'SIGCONT'));
    expect([frozen, await send('{}')]).toEqual(['GW_SEND_LATE', 'sent']);
    await producer.close();
  }, 60_000);
});

describe('a start is refused, in one line', () => {
  const refusal = async (more: Partial<HouseOptions>) => {
    const own = { dataDir: newDir(), portBase: await freePortBase(), externalDatabaseUrl: house.databaseUrl };
    const started = startHouse({ ...options, ...own, apps: [], ...more });
    return started.then(
      () => 'it started',
      (error: Error) => error.message,
    );
  };
  const remote = { externalKafka: { brokers: ['kafka.example:9093'], username: 'u', password: 'p' } };

  it('where records would go to another machine in clear', async () => {
    expect(await refusal({ ...remote, kafkaTls: {} })).toMatch(
      /`KAFKA_BROKERS` names a broker outside loopback, which needs TLS: set `KAFKA_TLS` to 1/,
    );
  });

  it('where a broker of this machine sends its clients on to another one in clear', async () => {
    const { port, user } = await startBroker(newDir(), await freePortBase(), 'broker.invalid', {});
    const externalKafka = { brokers: [`127.0.0.1:${port}`], ...user };
    expect(await refusal({ externalKafka, kafkaTls: {} })).toMatch(
      /^topics and tables could not be made: .*a broker names itself `broker.invalid`, which is not gone to without TLS$/,
    );
  }, 120_000);

  it('where an authority is not there', async () => {
    expect(await refusal({ kafkaTls: { KAFKA_TLS: '1', KAFKA_CA_FILE: '/nowhere/ca.pem' } })).toMatch(
      /`KAFKA_CA_FILE` names a file that cannot be read/,
    );
  });

  it('where the broker is not who the authority vouches for', async () => {
    const KAFKA_CA_FILE = join(newDir(), 'other.pem');
    writeFileSync(KAFKA_CA_FILE, selfSigned().cert);
    const { username, password } = connection;
    const externalKafka = { brokers: [...connection.brokers], username, password };
    expect(await refusal({ externalKafka, kafkaTls: { KAFKA_TLS: '1', KAFKA_CA_FILE } })).toMatch(
      /^topics and tables could not be made: .*certificate/,
    );
  }, 120_000);
});
