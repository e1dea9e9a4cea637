// Promise: the law arrives in time. No policy: nothing moves. A stop: nothing of that subject leaves after its acknowledgement.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  HEADERS,
  RELEASED_TYPE,
  TOPICS,
  type CertificateFault,
  type CertificateFindings,
  type JsonObject,
  type Notice,
} from '#wire';
import { openGateHouse, STREAMS, type GateHouse, type StableEnds } from '../gatekeeper/gate-house.js';
import { until, type GatekeeperRun } from '../gatekeeper/gatekeeper-run.js';
import { startLoad } from '../gatekeeper/load.js';
import { reconcile, type Faults, type Seen, type Sent } from '../gatekeeper/reconcile.js';
import { removeAll } from '../gatekeeper/reader-room.js';
import { revisionOf, SMALL_TOKENS, type SmallRecord } from '../gatekeeper/small-records.js';
import { openReader } from '../house/read-topics.ts';
import { taint, type Token } from '../house/taint.ts';

const NONE: Faults = { duplicates: [], missing: [], unwanted: [], undecided: [], outOfOrder: [] };

let gate: GateHouse;
const sent: Sent[] = [];
const deadLetters: string[] = [];
const tokens: Token[] = [...SMALL_TOKENS];

beforeAll(async () => {
  gate = await openGateHouse(tokens);
  await gate.sayParties();
}, 120_000);

afterEach(() => gate.killGatekeepers());

afterAll(() => gate.close(), 120_000);

/** A small record with a token in every value, sent. */
async function sendTainted(recordId: string, customerId: string): Promise<SmallRecord> {
  const small = revisionOf('D001', recordId, 1, 'closed', customerId);
  const tainted = taint(JSON.parse(small.value) as JsonObject);
  tokens.push(...tainted.tokens);
  const record = { ...small, recordId: tainted.record.recordId as string, value: JSON.stringify(tainted.record) };
  await send([record]);
  return record;
}

async function send(records: readonly SmallRecord[]): Promise<void> {
  await gate.send(records);
  sent.push(...records);
}

const decisions = () => gate.seen.filter(({ topic }) => topic === TOPICS.decisions.name);

/** Waits until all that was sent is decided, and compares. */
async function faults(): Promise<Faults> {
  await until('every record is decided', () => decisions().length >= sent.length * STREAMS.length, 30_000);
  await until('every dead letter is there', () => deadLettersSeen().length >= deadLetters.length);
  const outwardRecordId = (...of: [string, string, string]) => gate.keys.outwardRecordId(...of);
  const now = () => reconcile({ records: sent, streams: STREAMS, deadLetters, outwardRecordId }, gate.seen);
  // Releases are on other topics, and may be read later. What is missing in the end is named by whoever asked.
  await until('nothing is missing', () => now().missing.length === 0, 15_000).catch(() => undefined);
  await sleep(500);
  return now();
}

const deadLettersSeen = () => gate.seen.filter(({ topic }) => topic === TOPICS.deadLetters.name);

async function end(...runs: GatekeeperRun[]): Promise<void> {
  for (const run of runs) run.kill('SIGTERM');
  for (const run of runs) expect(await run.ended).toEqual({ code: 0, signal: null });
}

/** Releases (not recalls) of the subject's records on all streams. */
function releasesOf(records: readonly (Sent & { subject: string })[], dealerCode: string, subject: string): Seen[] {
  const ids = new Set(
    records
      .filter((record) => record.dealerCode === dealerCode && record.subject === subject)
      .flatMap(({ recordId }) =>
        STREAMS.map(({ audience }) => gate.keys.outwardRecordId(audience, dealerCode, recordId)),
      ),
  );
  return gate.seen.filter(({ key, headers }) => ids.has(key) && headers[HEADERS.type] === RELEASED_TYPE);
}

/** Those of the messages that were still unsettled, or not there yet, when `ends` were read. */
function after(ends: StableEnds, messages: readonly Seen[]): Seen[] {
  return messages.filter(({ topic, partition, offset }) => offset >= (ends.get(`${topic}-${partition}`) ?? 0n));
}

function stopOf(dealerCode: string, customerId: string) {
  const subject = gate.keys.subject(dealerCode, customerId);
  return { id: `stop-${customerId}`, kind: 'cessation', at: new Date().toISOString(), subject } as const;
}

const codeIn = ({ line }: { line: string }) => (JSON.parse(line) as { code: CertificateFault }).code;
const isAlert = (value: unknown, code: string) =>
  String(value).includes('"level":"alert"') && String(value).includes(`"code":"${code}"`);

/** Certificates of the house's own key that hold for another document, another engine, or not at all. */
const TAMPERINGS: readonly (readonly [CertificateFault, (findings: CertificateFindings) => CertificateFindings])[] = [
  ['GW_CERTIFICATE_OTHER_ENGINE', (findings) => ({ ...findings, engineHash: 'A'.repeat(43) })],
  ['GW_CERTIFICATE_OTHER_CATALOGUE', (findings) => ({ ...findings, catalogueHash: 'A'.repeat(43) })],
  ['GW_CERTIFICATE_VIOLATED', ({ counts, ...findings }) => ({ ...findings, counts: { ...counts, violations: 1 } })],
];

describe('without a certified policy in force', () => {
  it('everything is held and said so; with policy and certificate it flows by itself, each record once', async () => {
    const notices = await openReader(gate.house, { as: 'admin', topics: [TOPICS.notices.name] });
    await sendTainted('held-tainted', 'C-held');
    await send(Array.from({ length: 40 }, (_, n) => revisionOf('D002', `held-${n}`, 1, 'closed', `C-${n}`)));
    const run = gate.startGatekeeper(0, {}, true);
    await notices.until((told) => told.some(({ value }) => String(value).includes('"state":"holding"')));
    expect(await run.isReady()).toBe(true);
    await sleep(1_000);
    expect(gate.seen).toEqual([]);

    await gate.sayPolicy();
    const codes = () => gate.test.lines.filter(({ line }) => line.includes('policy-not-certified')).map(codeIn);
    await until('the missing certificate is told of', () => codes().length === 1);
    const expected: CertificateFault[] = ['GW_CERTIFICATE_MISSING'];
    for (const [code, change] of TAMPERINGS) {
      await gate.sayCertificate(change);
      expected.push(code);
      await until(`${code} is told of`, () => codes().length === expected.length);
      expect(codes()).toEqual(expected);
    }
    await notices.until((told) => told.some(({ value }) => isAlert(value, 'GW_CERTIFICATE_VIOLATED')));
    await sleep(1_000);
    expect(gate.seen).toEqual([]);
    expect(await run.isReady()).toBe(true);

    await gate.sayCertificate();
    expect(await faults()).toEqual(NONE);
    const newest = (told: typeof notices.messages, kind: string) =>
      String(told.findLast(({ value }) => String(value).includes(`"kind":"${kind}.`))?.value);
    await notices.until((told) => newest(told, 'loop').includes('"state":"running"'));
    await notices.until((told) => newest(told, 'certificate').includes('"state":"holds"'));
    for (const { key } of notices.messages) expect(key?.toString()).toBe('gatekeeper');
    await notices.close();
    const metrics = await (await fetch(`${run.url}/metrics`)).text();
    expect(metrics).toMatch(/gatekeeper_records\w*total\S* 41\b/);
    expect(metrics).toMatch(/gatekeeper_decisions\w*\{[^}]*effect="released"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/gatekeeper_leaves\w*\{[^}]*outcome="withhold",reason="consent_absent"[^}]*\} [1-9]/);
    for (const { text } of tokens) expect(metrics).not.toContain(text);
    await end(run);
  }, 60_000);
});

describe('a message that is no record', () => {
  it('becomes one dead letter without its content, and the flow goes on', async () => {
    const record = await sendTainted('beside-poison', 'C-poison');
    const token = 'TPOISONXZ7';
    tokens.push({ text: token, path: '?', item: 'unlisted', kind: 'value' });
    const poison = [
      `{"recordId":"${token}"`,
      `"${token}"`,
      `[${JSON.stringify({ name: token })}]`,
      JSON.stringify({ ...(JSON.parse(record.value) as JsonObject), revision: token }),
      JSON.stringify({ ...(JSON.parse(record.value) as JsonObject), dealerCode: null }),
      '',
    ];
    for (const value of poison) {
      const { partition, offset } = await gate.sendRaw(value);
      deadLetters.push(`service-records-${partition}-${offset}`);
    }
    await send([revisionOf('D001', 'after-poison', 1, 'closed', 'C-poison')]);
    const run = gate.startGatekeeper(0);
    expect(await faults()).toEqual(NONE);
    const reasons = deadLettersSeen().map(({ value }) => (JSON.parse(value.toString()) as { reason: string }).reason);
    const notRecords = ['not-a-record', 'not-a-record', 'not-a-record', 'not-a-record'];
    expect(reasons.sort()).toEqual([...notRecords, 'not-json', 'not-json']);
    await end(run);

    const again = gate.startGatekeeper(0);
    await send([revisionOf('D001', 'after-restart', 1, 'closed', 'C-poison')]);
    expect(await faults()).toEqual(NONE);
    await end(again);
  }, 60_000);
});

describe('a stop', () => {
  it('placed under load lets no release of its subject out after its acknowledgement [R43]', async () => {
    const runs = [gate.startGatekeeper(0), gate.startGatekeeper(1)];
    await until('both are ready', async () => (await Promise.all(runs.map((run) => run.isReady()))).every(Boolean));
    const load = startLoad(gate, 'stopped', 400);
    const subjects = Array.from({ length: 12 }, (_, n) => ({
      dealerCode: ['D002', 'D003', 'D001'][n % 3]!,
      subject: `C-stopped-${n + 1}`,
    }));
    await until('each has a release', () =>
      subjects.every(({ dealerCode, subject }) => releasesOf(load.records, dealerCode, subject).length > 0),
    );
    const stopped: { dealerCode: string; subject: string; ends: StableEnds }[] = [];
    for (const { dealerCode, subject } of subjects) {
      await gate.say('stop-placed', stopOf(dealerCode, subject));
      stopped.push({ dealerCode, subject, ends: await gate.stableEnds() });
      await sleep(50 + Math.random() * 150);
    }
    await sleep(1_000);
    await load.stop();
    sent.push(...load.sent);
    deadLetters.push(...load.deadLetters);
    expect(await faults()).toEqual(NONE);
    const late = stopped.flatMap(({ dealerCode, subject, ends }) =>
      after(ends, releasesOf(load.records, dealerCode, subject)),
    );
    expect(late).toEqual([]);
    await end(...runs);
  }, 60_000);

  it.each([
    ['reaches a gatekeeper frozen between its last look and its commit', true],
    ['would come too late for one without the fence', false],
  ])(
    '%s',
    async (_, fenced) => {
      const customerId = fenced ? 'C-fenced' : 'C-unfenced';
      const records = Array.from({ length: 30 }, (_each, n) =>
        revisionOf('D003', `${customerId}-${n}`, 1, 'closed', n % 2 === 0 ? customerId : 'C-other'),
      );
      await send(records);
      const run = gate.startGatekeeper(0, { GATEKEEPER_FREEZE_AT: 'checked' });
      await until('it is frozen', () => run.isFrozen());
      const stop = stopOf('D003', customerId);
      await (fenced ? gate.say('stop-placed', stop) : gate.sayUnfenced('stop-placed', stop));
      const ends = await gate.stableEnds();
      run.kill('SIGCONT');
      expect(await faults()).toEqual(NONE);
      const late = after(ends, releasesOf(records, 'D003', customerId));
      if (fenced) expect(late).toEqual([]);
      else expect(late.length).toBeGreaterThan(0);
      expect(releasesOf(records, 'D003', 'C-other').length).toBeGreaterThan(0);
      await end(run);
    },
    60_000,
  );
});

describe('records that went past their keeping unjudged', () => {
  it('are told to the desk, and what comes next is judged', async () => {
    const notices = await openReader(gate.house, { as: 'admin', topics: [TOPICS.notices.name] });
    await gate.send(Array.from({ length: 40 }, (_, n) => revisionOf('D001', `expired-${n}`, 1, 'closed', 'C-expired')));
    const { name, partitions } = TOPICS.serviceRecords;
    for (let partition = 0; partition < partitions; partition += 1) await removeAll(gate, partition, name);
    const run = gate.startGatekeeper(0);
    const alerts = () => notices.messages.map(({ value }) => JSON.parse(String(value)) as Notice);
    const kind = 'place-lost.expired.gatekeeper-0';
    await notices.until(() => alerts().some((notice) => notice.kind === kind));
    expect(alerts().findLast((notice) => notice.kind === kind)).toMatchObject({
      ...{ app: 'gatekeeper', level: 'alert', state: 'expired', count: 40 },
    });
    await notices.close();
    await send([revisionOf('D001', 'after-expiry', 1, 'closed', 'C-1')]);
    expect(await faults()).toEqual(NONE);
    await end(run);
  }, 60_000);
});

it('has given the oracle values to look for, and logs to look in', () => {
  expect(tokens.length).toBeGreaterThan(40);
  expect(gate.test.lines.filter(({ process }) => process.startsWith('gatekeeper')).length).toBeGreaterThan(10);
});
