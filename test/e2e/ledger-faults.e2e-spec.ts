// The ledger keeps every decision once, whatever dies meanwhile: itself, PostgreSQL, what the broker held.
import { setTimeout as sleep } from 'node:timers/promises';
import { takeSequencer } from '#postgres';
import { TOPICS } from '#wire';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { decisionOf, FINANCE, messageOf, openLedgerHouse, until, VERDICTS, type LedgerHouse } from './ledger-house.ts';
import { connectAs } from '../house/read-topics.ts';
import { undocumented } from '../house/undocumented.ts';

jest.setTimeout(120_000);
let ledger: LedgerHouse;

beforeAll(async () => {
  ledger = await openLedgerHouse();
});
afterAll(async () => ledger?.close());

describe('whatever dies', () => {
  it('killed again and again under load: every decision once', async () => {
    const stream = 'bmw-japan-finance.joint.product-information';
    const process = ledger.test.house.process('ledger');
    let total = 0;
    let killing = true;
    const writing = (async () => {
      for (; killing; total += 200) {
        const decisions = Array.from({ length: 200 }, () => decisionOf(stream));
        // Every tenth twice: what a producer that was not sure would do.
        await ledger.gatekeeper.send([...decisions, ...decisions.filter((_, nth) => nth % 10 === 0)].map(messageOf));
        await sleep(50);
      }
    })();
    try {
      for (let kill = 0, seen = 0; kill < 3; kill += 1) {
        await until('more is stored', async () => (await ledger.stored(stream)) > seen);
        await sleep(Math.random() * 200);
        process.kill('SIGKILL');
        await process.ended();
        seen = await ledger.stored(stream);
        await process.start();
      }
    } finally {
      killing = false;
      await writing;
    }
    await until('all is stored', async () => (await ledger.stored(stream)) >= total);
    await ledger.untilRead();
    expect(await ledger.stored(stream)).toBe(total);
    expect(
      await ledger.number('ledger.links l JOIN ledger.decisions d ON d.id = l.decision WHERE d.stream = $1', [stream]),
    ).toBe(total);
  });

  it('PostgreSQL down: the ledger stays up, says so, and catches up', async () => {
    const postgres = ledger.test.house.process('postgres');
    const pid = ledger.test.house.process('ledger').pid();
    const known = decisionOf(FINANCE, { verdicts: VERDICTS });
    await ledger.gatekeeper.send([messageOf(known)]);
    await until('stored', () => ledger.isStored(known.id));

    postgres.kill('SIGKILL');
    await postgres.ended();
    const during = Array.from({ length: 300 }, () => decisionOf(FINANCE));
    await ledger.gatekeeper.send(during.map(messageOf));
    await until('not ready', async () => !(await ledger.isReady()));
    const refused = await ledger.ask('dpo', `/v1/decisions/${known.id}`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect((await ledger.ask(null, '/health/live')).json()).toEqual({ status: 'live' });
    await sleep(2_000);

    await postgres.start();
    await until('ready', ledger.isReady);
    const last = during.at(-1)!;
    await until('caught up', async () => (await ledger.number('ledger.decisions WHERE id = $1', [last.id])) === 1);
    const ids = during.map(({ id }) => id);
    await until(
      'all',
      async () => (await ledger.number('ledger.decisions WHERE id = ANY($1)', [ids])) === during.length,
    );
    expect(ledger.test.house.process('ledger').pid()).toBe(pid);
    expect(ledger.test.house.process('ledger').isRunning()).toBe(true);
  });

  it('started anew it goes on where PostgreSQL says, and ends cleanly', async () => {
    const process = ledger.test.house.process('ledger');
    const before = await ledger.number('ledger.decisions');
    expect(await process.stop()).toEqual({ code: 0, signal: null });
    await process.start();
    const decision = decisionOf(FINANCE);
    await ledger.gatekeeper.send([messageOf(decision)]);
    await until('stored', () => ledger.isStored(decision.id));
    expect(await ledger.number('ledger.decisions')).toBe(before + 1);
    expect(ledger.test.lines.filter(({ line }) => line.includes('"event":"crashed"'))).toEqual([]);
  });

  it('what the broker removed before it was read is told and counted, and it reads on', async () => {
    const process = ledger.test.house.process('ledger');
    await ledger.untilRead();
    await process.stop();
    const missed = Array.from({ length: 64 }, () => decisionOf(FINANCE));
    const places = await ledger.gatekeeper.send(missed.map(messageOf));
    const admin = connectAs(ledger.test.house, 'admin').admin();
    await admin.connect();
    const partition = places[0]!.partition;
    const end = 1n + places.reduce((last, one) => (one.partition === partition ? one.offset : last), 0n);
    // kafkajs deletes in topics alone whose partitions it has been asked for before.
    await admin.fetchTopicOffsets(TOPICS.decisions.name);
    await admin.deleteTopicRecords({ topic: TOPICS.decisions.name, partitions: [{ partition, offset: String(end) }] });
    await admin.disconnect();
    await process.start();
    await ledger.untilRead();
    const lost = places.filter((one) => one.partition === partition).length;
    // A line of the log may stand behind one of a span: both are printed to the same output here.
    const told = ledger.test.lines.flatMap(({ line }) => /\{"level".*"event":"messages-lost".*\}/.exec(line) ?? []);
    expect(told.map((line) => JSON.parse(line) as object)).toMatchObject([{ partition, count: lost }]);
    const metrics = (await ledger.ask(null, '/metrics')).text;
    expect(metrics).toMatch(new RegExp(`ledger_lost\\S* ${lost}\\b`));
    expect(await ledger.stored(FINANCE)).toBeGreaterThanOrEqual(missed.length - lost);
  });

  it('a second ledger waits, ready, until the first has gone', async () => {
    expect(await takeSequencer(ledger.database)).toBeNull();
    const process = ledger.test.house.process('ledger');
    await process.stop();
    const lock = (await takeSequencer(ledger.database))!;
    await process.start();
    await until('ready', ledger.isReady);
    const decision = decisionOf(FINANCE);
    await ledger.gatekeeper.send([messageOf(decision)]);
    await sleep(2_000);
    expect(await ledger.isStored(decision.id)).toBe(false);
    await lock.release();
    await until('stored', () => ledger.isStored(decision.id));
  });
});

it('gives no answer its document does not know', async () => {
  const document = (await ledger.ask(null, '/openapi.json')).json();
  expect(ledger.test.met.length).toBeGreaterThan(0);
  expect(undocumented(document, ledger.test.met)).toEqual([]);
});
