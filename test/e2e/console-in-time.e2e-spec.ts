// Broker or database silent while facts are stated: each is answered in time, and is kept or not as it was told.
import { randomUUID } from 'node:crypto';
import { expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { Problem } from '#wire';
import { readAll } from '../house/read-topics.ts';
import type { Token } from '../house/taint.ts';
import { withHouse } from '../house/test-house.ts';
import { until } from './intake-house.ts';

jest.setTimeout(180_000);

/** Customers, who stand nowhere in clear. */
const customers: Token[] = [];
const test = withHouse({ apps: ['issuer', 'console'], oracle: { tokens: customers, sees: 'facts' } });

/** How long a caller may be kept waiting, with what the answer itself takes. */
const ANSWERED_WITHIN_MS = 12_000;

const stopOf = (id: string) => {
  const customer = { dealerCode: 'D001', customerId: `C-${id}` };
  customers.push({ text: customer.customerId, path: 'customer.id', item: 'unlisted', kind: 'value' });
  return { id, kind: 'cessation', at: '2026-11-01T00:00:00Z', customer };
};
const post = async (body: object) => {
  const beganAt = performance.now();
  const answer = await test().ask('console', '/api/v1/stops', { as: 'dpo', body });
  return { answer, ms: performance.now() - beganAt };
};
const onControl = async () =>
  (await readAll(test().house, { as: 'admin', topics: ['control'] })).map(({ key }) => String(key));

it.each(['stopped', 'frozen'])(
  'with the broker %s a statement is kept, and on `control` once it is back',
  async (how) => {
    const kafka = test().house.process('kafka');
    const [warm, ...stops] = Array.from({ length: 3 }, () => stopOf(randomUUID())) as [object, ...{ id: string }[]];
    expect((await post(warm)).answer.status).toBe(201);
    if (how === 'frozen') kafka.kill('SIGSTOP');
    else await kafka.stop();

    // Two at once: one that is being sent, one that waits behind it.
    const met = await Promise.all(stops.map(post));
    for (const { answer, ms } of met) {
      expect(ms).toBeLessThan(ANSWERED_WITHIN_MS);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(answer.json() as Problem).toMatchObject({
        code: 'GW_UNAVAILABLE',
        detail: 'the statement is kept; it is published and takes effect as soon as the broker answers',
      });
    }

    if (how === 'frozen') kafka.kill('SIGCONT');
    else await kafka.start();
    // The same sent again is answered with what was kept.
    await until('both are stated', async () => {
      const again = await Promise.all(stops.map(post));
      return again.every(({ answer }) => answer.status === 201);
    });
    const keys = await onControl();
    for (const { id } of stops) expect(keys.filter((key) => key === `stop-placed:${id}`)).toHaveLength(1);
  },
);

it('whose turn at the database comes after its answer is not kept', async () => {
  const other = new pg.Client({ connectionString: test().house.databaseUrl });
  await other.connect();
  const inTurn = async (work: () => Promise<void>) => {
    await other.query('SELECT pg_advisory_lock(7104201711)'); // of whoever adds to the outbox
    await work();
    await other.query('SELECT pg_advisory_unlock(7104201711)');
  };
  const stop = stopOf(randomUUID());
  await inTurn(async () => {
    const { answer, ms } = await post(stop);
    expect(ms).toBeLessThan(ANSWERED_WITHIN_MS);
    expect(answer.json()).toMatchObject({ detail: 'whether the statement was kept is not known yet' });
  });
  await inTurn(async () => {
    const { rows } = await other.query('SELECT 1 FROM console.outbox WHERE fact_id = $1', [`stop-placed:${stop.id}`]);
    expect(rows).toEqual([]);
  });
  await other.end();
  expect((await post(stop)).answer.status).toBe(201);
});
