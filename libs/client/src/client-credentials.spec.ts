// Tokens: kept, shared, waited for no longer than asked; and what the issuer's refusal reads like.
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { type Answer, serve } from '../test/serve.js';
import { type AccessTokens, clientCredentials, createDeliveryClient } from './index.js';

const caught = async (promise: Promise<unknown>): Promise<Error> => {
  const given = await promise.catch((error: unknown) => error);
  if ((given as { name?: unknown } | null)?.name === undefined) throw new Error('nothing was thrown');
  return given as Error;
};

describe('tokens', () => {
  it('are kept while they last and shared by those who ask at once', async () => {
    const lasting = await serve([]);
    expect(await Promise.all([lasting.tokens.get(), lasting.tokens.get()])).toEqual(['token-1', 'token-1']);
    expect(await lasting.tokens.get()).toBe('token-1');
    const short = await serve([], { expiresInS: 30 });
    expect([await short.tokens.get(), await short.tokens.get()]).toEqual(['token-1', 'token-2']);
  });

  it('are asked for anew after the issuer has failed', async () => {
    const { tokens } = await serve([], { issuer: [[500]] });
    await expect(tokens.get()).rejects.toMatchObject({ status: 500 });
    expect(await tokens.get()).toBe('token-2');
  });

  it('are asked for anew by the first who learns that it has failed, while others do not know yet', async () => {
    const { tokens } = await serve([], { issuer: [[500]] });
    const first = tokens.get().catch(() => tokens.get());
    // Who brings a signal learns it a turn later.
    const later = caught(tokens.get(new AbortController().signal));
    expect(await first).toBe('token-2');
    expect(await later).toMatchObject({ status: 500 });
  });

  it('fail of a silent issuer in time, and say whom to look at', async () => {
    const { credentials, url } = await serve([], { issuer: ['silent'] });
    const error = await caught(clientCredentials({ ...credentials, timeoutMs: 100 }).get());
    expect(error.name).toBe('NoAnswer');
    expect(error.message).toBe(
      `TIMEOUT: \`${url}\` gave no answer within 0.1 s: see that the URL is right and can be reached from here`,
    );
    expect(inspect(error)).not.toContain('secret');
  });
});

describe('a signal', () => {
  it('ends a page that waits for a silent issuer, and the request with it', async () => {
    const { client, ofIssuer, tokens } = await serve([], { issuer: ['silent'] });
    const startedAt = Date.now();
    await expect(client.page('s', { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    for (let waits = 0; waits < 100 && !ofIssuer[0]?.socket.destroyed; waits += 1) await sleep(20);
    expect(ofIssuer[0]?.socket.destroyed).toBe(true);
    expect(await tokens.get()).toBe('token-2');
  });

  it('of one who waits leaves the others their token', async () => {
    const { tokens, ofIssuer } = await serve([]);
    const off = new AbortController();
    const [one, other] = [caught(tokens.get(off.signal)), tokens.get()];
    off.abort(new Error('called off'));
    expect((await one).message).toBe('called off');
    expect(await other).toBe('token-1');
    expect(ofIssuer).toHaveLength(1);
    await expect(tokens.get(off.signal)).rejects.toThrow('called off');
  });

  it('of the only one who waits is not felt by who asks right after it', async () => {
    const { tokens, ofIssuer } = await serve([], { issuer: ['silent'] });
    const off = new AbortController();
    const next = caught(tokens.get(off.signal)).then(() => tokens.get());
    while (ofIssuer.length === 0) await sleep(5);
    off.abort(new Error('called off'));
    expect(await next).toBe('token-2');
  });

  it('that was called off before asks nobody', async () => {
    let fetches = 0;
    const fetch = () => Promise.reject(new Error(`fetch ${(fetches += 1)}`));
    const tokens = clientCredentials({ tokenUrl: 'http://127.0.0.1', clientId: 'c', clientSecret: 's', fetch });
    await expect(tokens.get(AbortSignal.abort(new Error('called off')))).rejects.toThrow('called off');
    expect(fetches).toBe(0);
  });

  it('ends a page also where tokens of another make do not heed it', async () => {
    const { url } = await serve([]);
    const deaf: AccessTokens = { get: () => new Promise(() => undefined), renew: () => undefined };
    const client = createDeliveryClient({ url, tokens: deaf });
    await expect(client.page('s', { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a refusal of the issuer', () => {
  const oauth = (status: number, error: string): Answer => [
    status,
    { error, error_description: 'kept-secret of Taro' },
  ];
  it.each<[string, Answer, string, RegExp]>([
    [
      'a wrong secret',
      oauth(401, 'invalid_client'),
      'OAUTH_INVALID_CLIENT',
      /the issuer refused the client id or secret/,
    ],
    ['another scope', oauth(400, 'invalid_scope'), 'OAUTH_INVALID_SCOPE', /without a scope/],
    ['an unknown word', oauth(400, 'Taro'), 'HTTP_400', /see that `tokenUrl` is its token endpoint/],
    ['a problem document', [400, { code: 'GW_SUCH', title: 'so' }], 'GW_SUCH', /so$/],
    ['no JSON', { text: '<p>Taro' }, 'HTTP_200', /is no JSON/],
    ['no token', [200, { token: 'Taro' }], 'HTTP_200', /holds no access token/],
    ['a token no header can hold', [200, { access_token: 'Taro\n' }], 'HTTP_200', /holds no access token/],
  ])('reads as what it is: %s', async (_what, answer, code, message) => {
    const { client, ofIssuer, asked } = await serve([], { issuer: [answer] });
    const error = await caught(client.page('s'));
    expect(error).toMatchObject({ name: 'DeliveryProblem', code, message: expect.stringMatching(message) });
    expect(inspect(error)).not.toMatch(/Taro|kept-secret/);
    expect([ofIssuer.length, asked.length]).toEqual([1, 0]);
  });

  it('that passes is waited out as the delivery’s is', async () => {
    const { client, ofIssuer } = await serve([[200, {}]], { issuer: [[503, {}, { 'retry-after': '0' }]] });
    expect(await client.page('s')).toEqual({});
    expect(ofIssuer).toHaveLength(2);
  });
});
