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

describe('a topic that cannot be made', () => {
  let admin: Admin;
  beforeAll(() => {
    const { brokers, username, password } = test().house.kafkaAdmin;
    const sasl = { mechanism: 'SCRAM-SHA-256', username, password } as const;
    admin = new Admin({ clientId: 'in-the-way', bootstrapBrokers: [...brokers], sasl });
  });
  afterAll(() => admin.close());

  const streamOf = (name: string) => ({ audience: 'bmw-japan', purpose: `trial.${name}`, items: ['vin'] });
  const idOf = (name: string) => streamIdOf('bmw-japan', `trial.${name}`);
  /** Kafka takes a name that differs in a dot and an underscore alone for one that is taken. */
  const putInTheWay = async (name: string): Promise<() => Promise<void>> => {
    const topic = topicOf(idOf(name)).replace(`.${name}`, `_${name}`);
    await admin.createTopics({ topics: [topic], partitions: 1, replicas: 1 });
    return () => admin.deleteTopics({ topics: [topic] });
  };
  const place = (id: string) => {
    const customer = { dealerCode: 'D001', customerId: randomUUID() };
    customers.push({ text: customer.customerId, path: 'customer.id', item: 'unlisted', kind: 'value' });
    return post(['stops', { id, kind: 'cessation', at: '2026-11-01T00:00:00Z', customer }]);
  };
  const contractOf = (name: string) => ({ id: name, recipient: `insurer:${name}`, from: '2026-01-01', to: null });
  const allSettled = async () => (await outbox()).every(({ settled_at }) => settled_at !== null);

  it('keeps its stream waiting and nothing else, until it can be made', async () => {
    const name = randomUUID();
    const clear = await putInTheWay(name);
    const before = await onControl();

    expect(await post(['streams', streamOf(name)])).toBe(503);
    expect(await post([`streams/${idOf(name)}/close`, {}])).toBe(503);
    const [opened, closed] = (await outbox()).slice(-2).map(({ fact_id }) => fact_id);
    expect(await Promise.all([place(name), post(['contracts', contractOf(name)])])).toEqual([201, 201]);
    await test().house.process('console').restart();
    expect(await place(`${name}-2`)).toBe(201);
    expect((await onControl()).slice(before.length)).toEqual(expect.not.arrayContaining([opened, closed]));

    await clear();
    await until('the stream is open and closed', async () => (await onControl()).includes(closed!));
    expect((await onControl()).slice(before.length + 3)).toEqual([opened, closed]);
    await until('all is settled', allSettled);
  });

  it('has the gatekeepers fenced once for what waits to be settled, not at every try', async () => {
    const name = randomUUID();
    expect(await post(['streams', streamOf(name)])).toBe(201);
    expect(await post(['contracts', contractOf(name)])).toBe(201);
    await admin.deleteTopics({ topics: [topicOf(idOf(name))] });
    const clear = await putInTheWay(name);
    await test().house.process('console').restart();
    const said = (event: string) =>
      test().lines.filter(({ process, line }) => process === 'console' && line.includes(`"event":"${event}"`)).length;
    const [fences, tries] = [said('fenced'), said('watch-failed')];
    expect(await post([`contracts/${name}/end`, {}])).toBe(503);
    await until('it was tried again', () => said('watch-failed') >= tries + 2);
    expect(said('fenced') - fences).toBe(1);
    await clear();
    await until('all is settled', allSettled);
  });
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
