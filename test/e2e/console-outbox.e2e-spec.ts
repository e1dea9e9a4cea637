// Killed between any two steps of publishing facts, or kept from one: each comes to `control`, in its order, and is settled.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Admin } from '@platformatic/kafka';
import { createDataSource, type DataSource } from '#postgres';
import { streamIdOf, topicOf } from '#wire';
import { until } from '../gatekeeper/gatekeeper-run.js';
import { readAll } from '../house/read-topics.ts';
import type { Token } from '../house/taint.ts';
import { makeDataDir, withHouse } from '../house/test-house.ts';

jest.setTimeout(120_000);

const dataDir = makeDataDir();
/** Where the console is to die; it looks at each of its steps. */
const crashFile = join(dataDir, 'crash-at');
/** Customers, who stand nowhere in clear. */
const customers: Token[] = [];
const test = withHouse({
  dataDir,
  apps: ['issuer', 'console'],
  env: { console: { CONSOLE_CRASH_AT: `@${crashFile}` } },
  oracle: { tokens: customers, sees: 'facts' },
});
let database: DataSource;

beforeAll(async () => {
  database = createDataSource(test().house.databaseUrl, { applicationName: 'test' });
  await database.initialize();
});
afterAll(async () => {
  if (database?.isInitialized) await database.destroy();
});

const post = async ([path, body]: readonly [string, object]) => {
  const headers = { 'idempotency-key': randomUUID() };
  return (await test().ask('console', `/api/v1/${path}`, { as: 'dpo', body, headers })).status;
};
const onControl = async () =>
  (await readAll(test().house, { as: 'admin', topics: ['control'] })).map(({ key }) => String(key));

interface Row {
  readonly fact_id: string;
  readonly control_offset: string | null;
  readonly settled_at: Date | null;
}
const outbox = () =>
  database.query<Row[]>('SELECT fact_id, control_offset, settled_at FROM console.outbox ORDER BY position');

describe('killed at a step', () => {
  it.each([
    'enqueued',
    'enqueued:3',
    'prepared',
    'published',
    'published:2',
    'marked',
    'fenced',
    'reconciled',
    'settled',
  ])('%s', async (step) => {
    const desk = test().house.process('console');
    writeFileSync(crashFile, step);
    const name = randomUUID();
    const customer = { dealerCode: 'D001', customerId: randomUUID() };
    customers.push({ text: customer.customerId, path: 'customer.id', item: 'unlisted', kind: 'value' });
    const consent = {
      recipients: ['finance'],
      items: ['name'],
      purposes: ['joint.valuation'],
      form: 'written',
      basis: '2(9)',
    };
    // One that needs a topic, one that needs a fence, one that needs neither.
    const statements = [
      ['streams', { audience: 'bmw-japan', purpose: `trial.${name}`, items: ['vin'] }],
      ['stops', { id: name, kind: 'cessation', at: '2026-11-01T00:00:00Z', customer }],
      ['consents', { id: name, customer, obtainedAt: '2026-11-01T00:00:00Z', ...consent }],
    ] as const;
    await Promise.allSettled(statements.map(post));
    expect(await desk.ended()).toEqual({ code: null, signal: 'SIGKILL' });

    const left = await outbox();
    expect(left.some(({ settled_at }) => settled_at === null) || step === 'settled').toBe(true);
    writeFileSync(crashFile, '');
    await desk.start();

    const rows = await outbox();
    expect(rows).toHaveLength(left.length);
    expect(rows.filter(({ settled_at, control_offset }) => settled_at === null || control_offset === null)).toEqual([]);
    const keys = await onControl();
    // What was sent before the end is found on `control` again, so nothing of it is sent twice.
    expect([...keys].sort()).toEqual(rows.map(({ fact_id }) => fact_id).sort());
    // A stream waits for its topic, what does not need one keeps the order of the outbox.
    const others = (ids: readonly string[]) => ids.filter((id) => !id.startsWith('stream-opened:'));
    expect(others(keys)).toEqual(others(rows.map(({ fact_id }) => fact_id)));
    expect(await Promise.all(statements.slice(1).map(post))).toEqual([201, 201]);
  });
});

it('keeps nothing waiting for a stream whose topic cannot be made, and opens it when it can', async () => {
  const { brokers, username, password } = test().house.kafkaAdmin;
  const sasl = { mechanism: 'SCRAM-SHA-256', username, password } as const;
  const admin = new Admin({ clientId: 'in-the-way', bootstrapBrokers: [...brokers], sasl });
  const name = randomUUID();
  const stream = { audience: 'bmw-japan', purpose: `trial.${name}`, items: ['vin'] };
  // Kafka takes a name that differs in a dot and an underscore alone for one that is taken.
  const inTheWay = `${topicOf(streamIdOf(stream.audience, stream.purpose)).slice(0, -name.length - 1)}_${name}`;
  await admin.createTopics({ topics: [inTheWay], partitions: 1, replicas: 1 });
  const before = await onControl();
  const place = (id: string) => {
    const customer = { dealerCode: 'D001', customerId: randomUUID() };
    customers.push({ text: customer.customerId, path: 'customer.id', item: 'unlisted', kind: 'value' });
    return post(['stops', { id, kind: 'cessation', at: '2026-11-01T00:00:00Z', customer }]);
  };
  const contract = { id: name, recipient: `insurer:${name}`, from: '2026-01-01', to: null };

  expect(await post(['streams', stream])).toBe(503);
  const opened = (await outbox()).at(-1)!.fact_id;
  expect(await post([`streams/${streamIdOf(stream.audience, stream.purpose)}/close`, {}])).toBe(503);
  expect(await Promise.all([place(name), post(['contracts', contract])])).toEqual([201, 201]);
  await test().house.process('console').restart();
  expect(await place(`${name}-2`)).toBe(201);
  const [closed] = (await outbox()).flatMap(({ fact_id }) => (fact_id.startsWith('stream-closed') ? [fact_id] : []));
  expect((await onControl()).slice(before.length)).toEqual(expect.not.arrayContaining([opened, closed]));

  await admin.deleteTopics({ topics: [inTheWay] });
  await admin.close();
  await until('the stream is open and closed', async () => (await onControl()).includes(closed!));
  expect((await onControl()).slice(before.length + 3)).toEqual([opened, closed]);
  await until('all is settled', async () => (await outbox()).every(({ settled_at }) => settled_at !== null));
});

it('publishes again what `control` has lost', async () => {
  const keys = await onControl();
  // As a topic leaves it that lost its end: the fact is stated and settled, and nobody reads it.
  await database.query(
    `INSERT INTO console.outbox (fact_id, type, recorded_at, data, client, control_offset, settled_at)
     SELECT 'lost', type, recorded_at, data, client, 9999, now() FROM console.outbox WHERE type = 'stop-placed' LIMIT 1`,
  );
  const [before] = await database.query<Row[]>(`SELECT * FROM console.outbox WHERE fact_id = 'lost'`);
  expect(before).toMatchObject({ control_offset: '9999' });
  await test().house.process('console').restart();
  expect(await onControl()).toEqual([...keys, 'lost']);
  const [after] = await database.query<Row[]>(`SELECT * FROM console.outbox WHERE fact_id = 'lost'`);
  expect(Number(after!.control_offset)).toBeLessThan(9999);
  expect(after!.settled_at).not.toBeNull();
});

it('learns what `control` holds when its database is new', async () => {
  const keys = await onControl();
  await database.query('TRUNCATE console.outbox');
  await test().house.process('console').restart();
  expect(await onControl()).toEqual(keys);
  expect((await outbox()).map(({ fact_id }) => fact_id)).toEqual(keys);
});
