// Promise: what `docker compose up` starts is the gateway, in containers that may do nothing more than they must.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import tls from 'node:tls';
import { createPseudonyms } from '#process';
import { type Flows, topicOf, TOPICS, type JsonObject } from '#wire';
import { generateSample } from '../../scripts/sample/generate.ts';
import { STREAMS } from '../gatekeeper/gate-house.js';
import { until } from '../gatekeeper/gatekeeper-run.js';
import { reconcile, type Faults } from '../gatekeeper/reconcile.js';
import { seeCommitted } from '../gatekeeper/see-committed.js';
import { openReader, type Readable } from '../house/read-topics.ts';
import { findTokens } from '../house/scan-sinks.ts';
import { taint, type Token } from '../house/taint.ts';
import { fetchToken } from '../house/tokens.ts';
import { sendPatiently, type Delivered } from './patient-dealer.js';
import { signInAtDesk } from './sign-in.js';
import { APPS, openStack, SERVICES, type Service, type Stack } from './stack.js';

const NONE: Faults = { duplicates: [], missing: [], unwanted: [], undecided: [], outOfOrder: [] };
const DEALERS = ['D001', 'D002', 'D003'];
const DAY = '2026-11-21';
const RECORDS = 450;
const TAINTED = 12;
const FIRST_RELEASE_MS = 60_000;
const RELEASES = STREAMS.map(({ id }) => topicOf(id));
const READ = [...RELEASES, TOPICS.decisions.name, TOPICS.deadLetters.name];

let stack: Stack;
let house: Readable & { readonly urls: Stack['urls'] };
const delivered: Delivered[] = [];
const tokens: Token[] = [];

const say = (message: string) => process.stderr.write(`  ${message}\n`);

/** Trusts the stack's own authority and learns its clients. */
async function enter(): Promise<void> {
  const { secrets, credentials, authority } = await stack.secrets();
  tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), authority]);
  const kafkaAdmin = { brokers: credentials.kafka.brokers, username: 'admin', password: secrets.kafka.adminPassword };
  house = { kafkaAdmin, credentials, secrets, urls: stack.urls };
}

/** Sends as all three dealers at once; what was delivered is remembered. */
async function send(records: readonly JsonObject[], batchSize: number, pauseMs: number): Promise<void> {
  await Promise.all(
    DEALERS.map(async (dealer) => {
      const token = await fetchToken(house, `dealer-${dealer}`);
      const own = records.filter(({ dealerCode }) => dealerCode === dealer);
      const onDelivered = (one: Delivered) => delivered.push(one);
      await sendPatiently(own, { intake: stack.urls.intake, token, batchSize, pauseMs, onDelivered });
    }),
  );
}

/** Every record delivered so far against all a read-committed reader sees, once every decision is there and no more come. */
async function settledFaults(): Promise<Faults> {
  const records = [...new Map(delivered.map((one) => [`${one.recordId} ${one.revision}`, one])).values()];
  const seeing = seeCommitted(house.kafkaAdmin, READ);
  const { seen } = seeing;
  const decided = () => seen.filter(({ topic }) => topic === TOPICS.decisions.name).length;
  const deadline = Date.now() + 60_000;
  try {
    for (
      let before = -1;
      Date.now() < deadline && (decided() < records.length * STREAMS.length || seen.length !== before);
    ) {
      before = seen.length;
      await sleep(2_000);
    }
  } finally {
    await seeing.stop();
  }
  const keys = createPseudonyms(house.secrets.pseudonymSecret);
  return reconcile(
    { records, streams: STREAMS, deadLetters: [], outwardRecordId: (...of) => keys.outwardRecordId(...of) },
    seen,
  );
}

const status = async (service: Service) => {
  const text = await stack.exec(service, 'cat', '/proc/1/status');
  return Object.fromEntries([...text.matchAll(/^(\w+):\s+(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
};

beforeAll(async () => {
  stack = await openStack();
  const startedAt = Date.now();
  await stack.compose('build', '--quiet');
  say(`images built in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
}, 600_000);

afterAll(async () => {
  const { DOCKER_TEST_LOGS: file } = process.env;
  if (file) writeFileSync(file, await stack.compose('logs', '--no-color', '--timestamps'));
  await stack.compose('--profile', 'sample', 'down', '--volumes', '--timeout', '5');
}, 120_000);

describe('docker compose up', () => {
  const sample = generateSample({ records: RECORDS + TAINTED, day: DAY });

  it('goes from built images to the first release within a minute', async () => {
    const startedAt = Date.now();
    await stack.compose('up', '--detach', '--wait', '--no-build');
    const upMs = Date.now() - startedAt;
    await enter();
    await send(sample.slice(0, 3), 3, 0);
    const reader = await openReader(house, { as: 'bmw-japan-finance', topics: RELEASES.slice(0, 1) });
    await reader.until((messages) => messages.length > 0, 30_000);
    await reader.close();
    const tookMs = Date.now() - startedAt;
    say(`up after ${(upMs / 1000).toFixed(1)} s, first release after ${(tookMs / 1000).toFixed(1)} s`);
    expect(tookMs).toBeLessThan(FIRST_RELEASE_MS);
  }, 180_000);

  it.each(SERVICES)('%s may do nothing more than it must', async (service) => {
    const { Config, HostConfig } = await stack.inspect(service);
    expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, Privileged: false, CapDrop: ['ALL'], CapAdd: null });
    expect(HostConfig.SecurityOpt).toContain('no-new-privileges:true');
    expect(
      Object.values(HostConfig.PortBindings ?? {})
        .flat()
        .filter(({ HostIp }) => HostIp !== '127.0.0.1'),
    ).toEqual([]);
    const { Uid = '', CapEff, CapPrm, CapBnd, NoNewPrivs } = await status(service);
    expect(Uid.split(/\s+/)).not.toContain('0');
    const none = '0'.repeat(16);
    expect({ CapEff, CapPrm, CapBnd, NoNewPrivs }).toEqual({
      CapEff: none,
      CapPrm: none,
      CapBnd: none,
      NoNewPrivs: '1',
    });
    await expect(stack.exec(service, 'sh', '-c', 'echo > /written')).rejects.toThrow(/[Rr]ead-only/);
    const passwords = JSON.stringify(house.secrets).match(/[\w-]{20,}/g) ?? [];
    expect(passwords.length).toBeGreaterThan(8);
    expect(Config.Env.filter((line) => passwords.some((password) => line.includes(password)))).toEqual([]);
  });

  it('loses and doubles nothing when the gatekeeper and Kafka are killed while the day flows', async () => {
    const records = sample.slice(0, RECORDS);
    const rest = sample.slice(RECORDS).map((record) => taint(record));
    tokens.push(...rest.flatMap(({ tokens: planted }) => planted));
    const before = delivered.length;
    const flowing = send([...rest.map(({ record }) => record), ...records], 6, 400);
    const whenDelivered = async (count: number) => {
      while (delivered.length - before < count) await Promise.race([sleep(20), flowing]);
    };
    for (const [service, at] of [
      ['gatekeeper', 90],
      ['kafka', 180],
      ['gatekeeper', 300],
    ] as const) {
      await whenDelivered(at);
      expect(delivered.length - before).toBeLessThan(sample.length);
      await stack.murder(service);
    }
    await flowing;
    for (const service of SERVICES) await stack.untilHealthy(service);
    say(`sent more than once: ${delivered.slice(before).filter(({ attempts }) => attempts > 1).length} records`);
    expect(delivered.length - before).toBe(sample.length);
    expect(await settledFaults()).toEqual(NONE);
  }, 240_000);

  it('lets the data protection officer sign in at the desk, and shows what flowed', async () => {
    const page = await fetch(`${stack.urls.console}/`);
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, expect.stringMatching(/'none'/)]);
    const script = /src="(\/assets\/[\w.-]+\.js)"/.exec(await page.text())?.[1];
    expect((await fetch(`${stack.urls.console}${script}`)).headers.get('content-encoding')).toMatch(/^(br|gzip)$/);
    const { people } = house.credentials;
    const cookie = await signInAtDesk(stack.urls, 'dpo', people['dpo']?.password ?? '');
    const asked = (path: string) => fetch(`${stack.urls.console}/api/v1/${path}`, { headers: { cookie } });
    expect(await (await asked('session')).json()).toEqual({ person: 'dpo', roles: ['dpo'] });
    const records = new Set(delivered.map(({ recordId, revision }) => `${recordId} ${revision}`)).size;
    const flows = async () => (await (await asked('flows')).json()) as Flows;
    const decidedIn = ({ streams }: Flows) =>
      streams.flatMap(({ decisions }) => Object.values(decisions)).reduce((sum, one) => sum + one, 0);
    // The ledger reads by itself, and the broker it read from was killed.
    await until('the ledger has all', async () => decidedIn(await flows()) >= records * STREAMS.length);
    const counted = await flows();
    expect(decidedIn(counted)).toBe(records * STREAMS.length);
    expect(counted.cells.filter(({ fit }) => fit !== 'within')).toEqual([]);
  });

  it('says nothing of what was planted in the records', async () => {
    const logs = await stack.compose('logs', '--no-color', '--no-log-prefix');
    expect(tokens.length).toBeGreaterThan(200);
    expect(logs).toContain('"event":"request"');
    expect([...new Set(findTokens(tokens, logs).map(({ path }) => path))]).toEqual([]);
  });

  it('stops in order, and a second start finds what the first had', async () => {
    await stack.compose('stop');
    for (const app of APPS) expect([app, (await stack.inspect(app)).State.ExitCode]).toEqual([app, 0]);
    await stack.compose('down');
    await stack.compose('up', '--detach', '--wait', '--no-build');
    const before = house.secrets;
    await enter();
    expect(house.secrets).toEqual(before);
    // Known all of them: nothing is decided again.
    await send(sample.slice(0, 60), 60, 0);
    expect(await settledFaults()).toEqual(NONE);
  }, 240_000);
});
