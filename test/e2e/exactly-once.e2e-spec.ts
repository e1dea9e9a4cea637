// Promise: each (record, revision, stream) is decided and released exactly once, however the gatekeepers die, freeze and move.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOP_STEPS } from '#kafka';
import { topicOf, TOPICS } from '#wire';
import { openGateHouse, STREAMS, type GateHouse } from '../gatekeeper/gate-house.js';
import { until, type GatekeeperRun } from '../gatekeeper/gatekeeper-run.js';
import { startLoad, type Load } from '../gatekeeper/load.js';
import { isFaultless, reconcile, type Faults } from '../gatekeeper/reconcile.js';
import { SMALL_TOKENS } from '../gatekeeper/small-records.js';

const NONE: Faults = { duplicates: [], missing: [], unwanted: [], undecided: [], outOfOrder: [] };

let gate: GateHouse;
const loads: Load[] = [];

/** Everything sent so far against everything a read-committed reader has seen so far. */
function faultsNow(): Faults {
  return reconcile(
    {
      records: loads.flatMap(({ sent }) => sent),
      streams: STREAMS,
      deadLetters: loads.flatMap(({ deadLetters }) => deadLetters),
      outwardRecordId: (...of) => gate.keys.outwardRecordId(...of),
    },
    gate.seen,
  );
}

function load(prefix: string, perSecond: number): Load {
  const started = startLoad(gate, prefix, perSecond);
  loads.push(started);
  return started;
}

/** All that was sent is decided, and nothing more comes after it. */
async function settled(): Promise<void> {
  const expected = () => loads.reduce((sum, { sent }) => sum + sent.length * STREAMS.length, 0);
  const decided = () =>
    new Set(gate.seen.filter(({ topic }) => topic === TOPICS.decisions.name).map(({ key }) => key)).size;
  await until('every record is decided', () => decided() >= expected(), 45_000);
  // Releases are on other topics, and may be read later. What is missing in the end is named by whoever asked.
  await until('nothing is missing', () => faultsNow().missing.length === 0, 15_000).catch(() => undefined);
  await until('no more comes', async () => {
    const before = gate.seen.length;
    await sleep(1_000);
    return gate.seen.length === before;
  });
}

async function ended(...runs: GatekeeperRun[]): Promise<void> {
  for (const run of runs) run.kill('SIGTERM');
  for (const run of runs) expect(await run.ended).toEqual({ code: 0, signal: null });
}

/** Most partitions a gatekeeper has held at a time while it was running, by its own log from line `from` on. */
function workedOn(slot: string, from: number): number {
  const held = gate.test.lines
    .slice(from)
    .filter(({ process, line }) => process === slot && line.includes('"state":"running"'))
    .map(({ line }) => (JSON.parse(line) as { count: number }).count);
  return Math.max(0, ...held);
}

const released = () => gate.seen.filter(({ topic }) => topic.startsWith(TOPICS.provision.name)).length;

beforeAll(async () => {
  gate = await openGateHouse(SMALL_TOKENS);
  await gate.sayParties();
  await gate.sayCertificate();
  await gate.sayPolicy();
}, 120_000);

afterEach(async () => {
  await gate.killGatekeepers();
  for (const flow of loads) await flow.stop();
});

afterAll(() => gate.close(), 120_000);

describe('exactly once', () => {
  it('through a SIGKILL between every two steps of the loop', async () => {
    const flow = load('steps', 120);
    for (const step of LOOP_STEPS) {
      const run = gate.startGatekeeper(0, { GATEKEEPER_CRASH_AT: `${step}:3` });
      expect(await run.ended).toEqual({ code: null, signal: 'SIGKILL' });
    }
    await flow.stop();
    const last = gate.startGatekeeper(0);
    // There may be nothing left for it to do.
    await until('the last one is ready', () => last.isReady());
    await settled();
    await ended(last);
    expect(released()).toBeGreaterThan(0);
    expect(faultsNow()).toEqual(NONE);
  }, 90_000);

  it('through kills at random, two gatekeepers, and a third that comes and goes', async () => {
    const from = gate.test.lines.length;
    const flow = load('random', 250);
    const runs = [gate.startGatekeeper(0), gate.startGatekeeper(1)];
    await until('both are ready', async () => (await Promise.all(runs.map((run) => run.isReady()))).every(Boolean));
    for (let kills = 0; kills < 8; kills += 1) {
      await sleep(300 + Math.random() * 900);
      const slot = kills % 2;
      runs[slot]!.kill('SIGKILL');
      await runs[slot]!.ended;
      runs[slot] = gate.startGatekeeper(slot);
      if (kills === 3) runs.push(gate.startGatekeeper(2));
    }
    await until('the third is ready', () => runs[2]!.isReady());
    await sleep(500);
    await ended(runs.pop()!);
    await flow.stop();
    await settled();
    await ended(...runs);
    expect(faultsNow()).toEqual(NONE);
    for (const slot of [0, 1, 2]) expect(workedOn(`gatekeeper-${slot}`, from)).toBeGreaterThan(0);
  }, 90_000);

  it('through a freeze between the last look at control and the commit, longer than the session', async () => {
    const flow = load('frozen', 150);
    const runs = [gate.startGatekeeper(0, { GATEKEEPER_FREEZE_AT: 'checked:8' }), gate.startGatekeeper(1)];
    await until('it is frozen', () => runs[0]!.isFrozen());
    // When its session is over, and not before.
    const from = gate.test.lines.length;
    await until('the other has all', () => workedOn('gatekeeper-1', from) === TOPICS.serviceRecords.partitions);
    expect(runs[0]!.isFrozen()).toBe(true);
    await sleep(1_000);
    runs[0]!.kill('SIGCONT');
    await sleep(1_500);
    await flow.stop();
    await settled();
    await ended(...runs);
    expect(faultsNow()).toEqual(NONE);
  }, 90_000);

  it('and the checker would see it: a planted duplicate is named', async () => {
    const copied = gate.seen.find(({ topic }) => topic === topicOf(STREAMS[0]!.id))!;
    const before = gate.seen.length;
    await gate.plant(copied);
    await until('the copy is seen', () => gate.seen.length > before);
    const faults = faultsNow();
    expect(isFaultless(faults)).toBe(false);
    expect(faults.duplicates).toEqual([`${copied.topic} ${copied.headers.ce_id}`]);
  }, 30_000);
});
