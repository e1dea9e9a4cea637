// Killed between any two steps, its broker or database gone, and everything sent again: each record is there once.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '#wire';
import { linesOf, recordOf } from './intake-given.ts';
import { openIntakeHouse, until, type Answer, type IntakeHouse } from './intake-house.ts';

let intake: IntakeHouse;
const D001 = 'dealer-D001';
const RETRY_MS = 250;

beforeAll(async () => {
  intake = await openIntakeHouse();
}, 120_000);
afterAll(() => intake?.close(), 60_000);

/** The intake anew. */
async function restart(): Promise<void> {
  const app = intake.house.process('intake');
  intake.dieAt(null);
  if (app.isRunning()) app.kill('SIGKILL');
  await app.ended();
  await app.start();
  await until('the law is known again', async () => (await intake.post(D001, {})).status === 400);
}

/** Sends until it is accepted or a duplicate; gives every answer on the way. */
async function sendUntilIn(record: JsonObject): Promise<(number | string)[]> {
  const seen: (number | string)[] = [];
  await until(
    'the record is in',
    async () => {
      const response = await intake.post(D001, record);
      const body = (await response.json()) as { status: string | number };
      seen.push(body.status);
      if (response.status === 503) {
        expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
        await sleep(RETRY_MS);
      }
      return response.status === 202;
    },
    40_000,
  );
  return seen;
}

/** Sends a batch again and again until every line is in; gives the last answer. */
async function sendAllUntilIn(records: readonly object[]): Promise<Answer[]> {
  let answers: Answer[] = [];
  await until(
    'all lines are in',
    async () => {
      await sleep(RETRY_MS);
      answers = await intake.postBatch(D001, linesOf(records));
      return answers.every(({ status }) => status !== 'rejected');
    },
    40_000,
  );
  return answers;
}

async function expectEachOnce(prefix: string, count: number): Promise<void> {
  const stored = (await intake.stored()).filter(({ recordId }) => recordId.startsWith(prefix));
  expect(new Set(stored.map(({ recordId, revision }) => `${recordId}.${revision}`)).size).toBe(count);
  expect(stored).toHaveLength(count);
  const rows = await intake.database.query<{ acceptance: string; partition: number; offset: string; state: string }[]>(
    'SELECT acceptance, partition, "offset", state FROM intake.accepted',
  );
  expect(rows.filter(({ state }) => state !== 'durable')).toEqual([]);
  const byAcceptance = new Map(rows.map((row) => [row.acceptance, row]));
  for (const { acceptance, partition, offset } of stored)
    expect(byAcceptance.get(acceptance)).toMatchObject({ partition, offset: String(offset) });
}

describe('killed', () => {
  it.each([
    ['inserted', 'accepted'],
    ['produced', 'duplicate'],
    ['durable', 'duplicate'],
  ])(
    'when one record is %s',
    async (step, status) => {
      intake.dieAt(step);
      const record = recordOf('D001', `kill-${step}`);
      await expect(intake.post(D001, record)).rejects.toThrow();
      await restart();
      expect((await sendUntilIn(record)).at(-1)).toBe(status);
      await expectEachOnce(`kill-${step}`, 1);
    },
    60_000,
  );

  it.each(['inserted:2', 'produced:2', 'durable:2'])(
    'in a batch, at %s',
    async (step) => {
      intake.dieAt(step);
      const records = Array.from({ length: 1_500 }, (_, index) => recordOf('D001', `batch-${step}-${index}`));
      await expect(intake.postBatch(D001, linesOf(records))).rejects.toThrow();
      await restart();
      await sendAllUntilIn(records);
      await expectEachOnce(`batch-${step}-`, records.length);
    },
    90_000,
  );

  it('at random under load, again and again', async () => {
    await restart();
    const records = Array.from({ length: 600 }, (_, index) => recordOf('D001', `load-${index}`));
    let isOver = false;
    const senders = [0, 1, 2].map(async (sender) => {
      while (!isOver) {
        const some = records.filter((_, index) => index % 3 === sender || index % 5 === 0);
        await intake.postBatch(D001, linesOf(some)).catch(() => sleep(100));
      }
    });
    for (let kill = 0; kill < 4; kill++) {
      await sleep(200 + 150 * kill);
      await restart();
    }
    isOver = true;
    await Promise.all(senders);
    await sendAllUntilIn(records);
    await expectEachOnce('load-', records.length);
  }, 90_000);
});

describe('without its servers', () => {
  it('answers 503 while the broker is down, and nothing is lost or doubled', async () => {
    const kafka = intake.house.process('kafka');
    const record = recordOf('D001', 'broker-down');
    kafka.kill('SIGKILL');
    await kafka.ended();
    const response = await intake.post(D001, record);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'GW_UNAVAILABLE']);
    const lines = await intake.postBatch(D001, linesOf([record, recordOf('D001', 'broker-down-2')])).catch(() => []);
    expect(lines.every(({ problem }) => problem?.code === 'GW_UNAVAILABLE')).toBe(true);
    await kafka.start();
    await sendUntilIn(record);
    await sendUntilIn(recordOf('D001', 'broker-down-2'));
    await expectEachOnce('broker-down', 2);
  }, 90_000);

  it('does not double what a frozen broker wrote after all', async () => {
    const kafka = intake.house.process('kafka');
    const record = recordOf('D001', 'frozen');
    expect((await intake.post(D001, recordOf('D001', 'warm'))).status).toBe(202);
    kafka.kill('SIGSTOP');
    try {
      expect((await intake.post(D001, record)).status).toBe(503);
      expect((await intake.post(D001, record)).status).toBe(503);
    } finally {
      kafka.kill('SIGCONT');
    }
    await sendUntilIn(record);
    await expectEachOnce('frozen', 1);
  }, 90_000);

  it('does not double what a frozen broker wrote for a process that died', async () => {
    const kafka = intake.house.process('kafka');
    const app = intake.house.process('intake');
    const record = recordOf('D001', 'buried');
    kafka.kill('SIGSTOP');
    try {
      const lost = intake.post(D001, record).catch(() => undefined);
      await sleep(1_000);
      app.kill('SIGKILL');
      await app.ended();
      await lost;
      await sleep(6_000);
    } finally {
      kafka.kill('SIGCONT');
    }
    await restart();
    await sendUntilIn(record);
    await sleep(3_000);
    await expectEachOnce('buried', 1);
  }, 90_000);

  it('answers 503 while the database is down, and takes its slot again', async () => {
    const postgres = intake.house.process('postgres');
    const record = recordOf('D001', 'database-down');
    await postgres.stop();
    const response = await intake.post(D001, record);
    expect([response.status, response.headers.has('retry-after')]).toEqual([503, true]);
    await postgres.start();
    await sendUntilIn(record);
    await expectEachOnce('database-down', 1);
  }, 90_000);
});
