// The client through refusals that pass and those that do not, against a server that refuses; and what it makes of events.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clientCredentials, createDeliveryClient, createRecordState, type StreamEvent } from './index.js';

type Answer = readonly [status: number, body?: unknown, headers?: Record<string, string>] | 'cut';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A token issuer and a delivery that answers one request after another as it is told; gives what it was asked. */
async function serve(answers: Answer[], expiresInS = 3_600) {
  const asked: string[] = [];
  let tokens = 0;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/token') {
      tokens += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ access_token: `token-${tokens}`, expires_in: expiresInS }));
      return;
    }
    asked.push(`${request.headers.authorization} ${request.url}`);
    const given = answers.shift() ?? [500];
    if (given === 'cut') return void response.destroy();
    const [status, body = { code: `GW_${status}`, title: 'as told' }, headers = {}] = given;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokensOf = clientCredentials({ tokenUrl: `${url}/token`, clientId: 'a:b', clientSecret: 's' });
  return { asked, url, tokens: () => tokens, client: createDeliveryClient({ url, tokens: tokensOf }), tokensOf };
}

const eventOf = (recordId: string, revision: number, isRecall = false) =>
  ({
    id: `${recordId}.${revision}.p`,
    type: isRecall ? 'service-record.recalled.v1' : 'service-record.released.v1',
    data: { recordId, revision, status: isRecall ? 'voided' : 'closed' },
  }) as unknown as StreamEvent;
const pageOf = (events: StreamEvent[], next: string, hasMore: boolean): Answer => [
  200,
  { records: events, next, hasMore },
];

describe('a page', () => {
  it('comes after refusals that pass, each waited for as long as it says', async () => {
    const page = { records: [], next: 'n', hasMore: false };
    const soon = { 'retry-after': '0' };
    const { client, asked } = await serve([
      [503, undefined, soon],
      [429, undefined, { 'retry-after': '1' }],
      'cut',
      [200, page],
    ]);
    const startedAt = Date.now();
    expect(await client.page('a:b.c d', { cursor: 'x', limit: 2, waitS: 3 })).toEqual(page);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
    expect(new Set(asked)).toEqual(new Set(['Bearer token-1 /v1/streams/a%3Ab.c%20d/records?cursor=x&limit=2&wait=3']));
    expect(asked).toHaveLength(4);
  });

  it.each([400, 404, 410, 500])('refused with %d is refused', async (status) => {
    const { client, asked } = await serve([[status, { code: 'GW_SUCH', title: 'so', detail: 'because' }]]);
    await expect(client.page('s')).rejects.toMatchObject({
      status,
      code: 'GW_SUCH',
      message: 'GW_SUCH: so',
      detail: 'because',
    });
    expect(asked).toHaveLength(1);
  });

  it('is asked for with a new token once, where the old one is refused', async () => {
    const { client, asked } = await serve([[401], [200, {}], [401], [401]]);
    await client.page('s');
    expect(asked.map((each) => each.split(' ')[1])).toEqual(['token-1', 'token-2']);
    await expect(client.page('s')).rejects.toMatchObject({ status: 401 });
    expect(asked).toHaveLength(4);
  });

  it('is given up after as many attempts as were granted, and at once when it is called off', async () => {
    const { url, tokensOf, asked } = await serve(
      Array.from({ length: 9 }, (): Answer => [503, undefined, { 'retry-after': '0' }]),
    );
    const client = createDeliveryClient({ url, tokens: tokensOf, mostAttempts: 3 });
    await expect(client.page('s')).rejects.toMatchObject({ status: 503 });
    expect(asked).toHaveLength(3);
    const off = AbortSignal.abort(new Error('called off'));
    await expect(client.page('s', { signal: off })).rejects.toThrow('called off');
    expect(asked).toHaveLength(3);
  });

  it('that is no problem document is refused all the same', async () => {
    const { client } = await serve([[400, 'nothing', {}]]);
    await expect(client.page('s')).rejects.toMatchObject({ status: 400, code: 'HTTP_400' });
  });
});

describe('tokens', () => {
  it('are kept while they last and shared by those who ask at once', async () => {
    const lasting = await serve([]);
    expect(await Promise.all([lasting.tokensOf.get(), lasting.tokensOf.get()])).toEqual(['token-1', 'token-1']);
    expect(await lasting.tokensOf.get()).toBe('token-1');
    server?.close();
    const short = await serve([], 30);
    expect([await short.tokensOf.get(), await short.tokensOf.get()]).toEqual(['token-1', 'token-2']);
  });
});

describe('records', () => {
  it('come page after page, each with where to go on from', async () => {
    const [a, b, c] = [eventOf('a', 1), eventOf('b', 1), eventOf('c', 1)];
    const { client, asked } = await serve([
      pageOf([a, b], 'one', true),
      pageOf([], 'two', true),
      pageOf([c], 'three', false),
    ]);
    const came: unknown[] = [];
    for await (const { event, resumeFrom } of client.records('s', { follow: false })) came.push([event.id, resumeFrom]);
    expect(came).toEqual([
      ['a.1.p', undefined],
      ['b.1.p', 'one'],
      ['c.1.p', 'three'],
    ]);
    expect(asked.map((each) => each.split('?')[1])).toEqual(['', 'cursor=one', 'cursor=two']);
  });

  it('are waited for when followed', async () => {
    const { client, asked } = await serve([
      pageOf([eventOf('a', 1)], 'one', false),
      pageOf([eventOf('b', 1)], 'two', false),
    ]);
    const came: string[] = [];
    for await (const { event } of client.records('s', { cursor: 'zero' })) if (came.push(event.id) === 2) break;
    expect(asked.map((each) => each.split('?')[1])).toEqual(['cursor=zero&wait=30', 'cursor=one&wait=30']);
  });
});

describe('the state', () => {
  it('keeps the highest revision, and a recall at an equal one, in whatever order and however often they come', () => {
    const event = fc.record({ revision: fc.integer({ min: 1, max: 4 }), isRecall: fc.boolean() });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (events) => {
        const state = createRecordState();
        for (const { revision, isRecall } of events) state.apply(eventOf('a', revision, isRecall));
        const highest = Math.max(...events.map(({ revision }) => revision));
        const isRecalled = events.some(({ revision, isRecall }) => isRecall && revision === highest);
        expect(state.get('a')?.revision).toBe(isRecalled ? undefined : highest);
        expect(state.records().size).toBe(isRecalled ? 0 : 1);
      }),
    );
  });

  it('says what changed it', () => {
    const state = createRecordState();
    const said = [eventOf('a', 1), eventOf('a', 1), eventOf('a', 2, true), eventOf('a', 2), eventOf('a', 3)].map(
      (one) => state.apply(one),
    );
    expect(said).toEqual([true, false, true, false, true]);
  });
});
