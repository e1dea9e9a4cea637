// The leak oracle sees what it is there to see: a token in every kind of sink, on real servers, compressed and aborted ones too.
import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { connectAs, readAll } from '../house/read-topics.ts';
import { byItems, faultsFound, scanSinks, type Leak } from '../house/scan-sinks.ts';
import type { Token } from '../house/taint.ts';
import { withHouse, type TestHouse } from '../house/test-house.ts';

const NAME: Token = { text: 'TNAME1234567', path: 'customer.name', item: 'name', kind: 'value' };
const KEY: Token = { text: 'TKEY12345678', path: 'TKEY12345678', item: 'unlisted', kind: 'key' };
const TOKENS = [NAME, KEY];
const RELEASES = 'provision.test';

const seen = (leaks: readonly Leak[]) => leaks.map(({ sink, token }) => `${sink}: ${token.kind}`).sort();

describe('the leak oracle', () => {
  const open = withHouse({ apps: [] });

  const send = async (test: TestHouse, work: (producer: kafkajs.Producer) => Promise<void>) => {
    const producer = connectAs(test.house, 'admin').producer({
      idempotent: true,
      transactionalId: 'oracle',
      maxInFlightRequests: 1,
    });
    await producer.connect();
    await work(producer);
    await producer.disconnect();
  };

  it('finds nothing in a house nothing was sent to', async () => {
    expect(await scanSinks(open(), TOKENS)).toEqual([]);
  });

  it.each([
    ['records', TOKENS, ['the oracle saw no token in `service-records`']],
    ['facts', TOKENS, ['the oracle saw no message on `control`']],
    ['facts', [], expect.arrayContaining(['the oracle was given nothing to look for'])],
  ] as const)('is no proof of a house in which it saw nothing: %s', async (sees, tokens, faults) => {
    expect(await faultsFound(open(), { tokens, sees })).toEqual(faults);
  });

  it('finds tokens in values, headers and keys, and lets raw records be', async () => {
    const test = open();
    const admin = connectAs(test.house, 'admin').admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: RELEASES }], waitForLeaders: true });
    await admin.disconnect();
    const zstd = kafkajs.CompressionTypes.ZSTD;
    await send(test, async (producer) => {
      const raw = {
        value: `{"${KEY.text}":1,"customer":{"name":"${NAME.text}"}}`,
        key: 'hmac',
        headers: { gw_flags: NAME.text },
      };
      await producer.send({ topic: 'service-records', compression: zstd, messages: [raw] });
      await producer.send({ topic: 'decisions', compression: zstd, messages: [{ key: NAME.text, value: '{}' }] });
      await producer.send({ topic: 'control', messages: [{ value: '{}', headers: { gw_subject: NAME.text } }] });
      await producer.send({ topic: RELEASES, messages: [{ value: raw.value }] });
    });
    expect(seen(await scanSinks(test, TOKENS))).toEqual([
      'topic control header gw_subject: value',
      'topic decisions key: value',
      'topic provision.test value: key',
      'topic provision.test value: value',
    ]);
    const allowed = byItems({ [RELEASES]: ['name'] });
    expect((await faultsFound(test, { tokens: TOKENS, mayReach: allowed, sees: 'records' })).sort()).toEqual([
      'key of `TKEY12345678` in topic provision.test value',
      'value of `customer.name` in topic control header gw_subject',
      'value of `customer.name` in topic decisions key',
    ]);
    expect(seen(await scanSinks(test, TOKENS, allowed))).not.toContain('topic provision.test value: value');
    expect(seen(await scanSinks(test, TOKENS, allowed))).toContain('topic provision.test value: key');
  });

  it('finds what was aborted, which a committed reader does not see', async () => {
    const test = open();
    await send(test, async (producer) => {
      const transaction = await producer.transaction();
      await transaction.send({ topic: 'dead-letters', messages: [{ value: NAME.text }] });
      await transaction.abort();
    });
    expect(await readAll(test.house, { as: 'admin', topics: ['dead-letters'] })).toEqual([]);
    expect(seen(await scanSinks(test, TOKENS))).toContain('topic dead-letters value: value');
  });

  it('finds tokens in tables, text or bytes, in logs and in error bodies', async () => {
    const test = open();
    const client = new pg.Client({ connectionString: test.house.databaseUrl });
    await client.connect();
    await client.query('CREATE TABLE leak (words jsonb, bytes bytea)');
    await client.query('INSERT INTO leak VALUES ($1, NULL), (NULL, $2)', [
      JSON.stringify({ a: [NAME.text] }),
      Buffer.from(KEY.text),
    ]);
    await client.end();
    const lines = [
      ...test.lines,
      { process: 'intake', stream: 'stdout' as const, line: `x${NAME.text.toLowerCase()}` },
    ];
    const found = seen(await scanSinks({ ...test, lines, errorBodies: [`{"detail":"${KEY.text}"}`] }, TOKENS));
    expect(found).toEqual(
      expect.arrayContaining([
        'table public.leak: value',
        'table public.leak: key',
        'log intake: value',
        'error body: key',
      ]),
    );
  });
});
