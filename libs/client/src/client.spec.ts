// The client through refusals that pass and those that do not, against a server that refuses; and its pages one after another.
import { describe, expect, it } from '@jest/globals';
import { type Answer, eventOf, pageOf, serve } from '../test/serve.js';
import { createDeliveryClient } from './index.js';

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
    const { url, tokens, asked } = await serve(
      Array.from({ length: 9 }, (): Answer => [503, undefined, { 'retry-after': '0' }]),
    );
    const client = createDeliveryClient({ url, tokens, mostAttempts: 3 });
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

  it('are asked for again after a pause where the delivery is to wait for nothing', async () => {
    const { client, asked } = await serve([pageOf([], 'one', false), pageOf([eventOf('a', 1)], 'two', false)]);
    const began = performance.now();
    for await (const { event } of client.records('s', { waitS: 0 })) if (event.id === eventOf('a', 1).id) break;
    expect(performance.now() - began).toBeGreaterThan(900);
    expect(asked).toHaveLength(2);
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
