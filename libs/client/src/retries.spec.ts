// What is tried again and told, and what trying again cannot help.
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { selfSigned } from '../../../test/house/self-signed.ts';
import { listen, serve } from '../test/serve.js';
import { type AccessTokens, clientCredentials, createDeliveryClient, type Retry } from './index.js';

const tokens: AccessTokens = { get: () => Promise.resolve('t'), renew: () => undefined };
const soon = { 'retry-after': '0' };

/** A port nobody listens on. */
async function deadPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What asking for a page comes to, with three attempts. */
async function attempt(url: string, more: Partial<Parameters<typeof createDeliveryClient>[0]> = {}) {
  const told: Retry[] = [];
  const onRetry = (retry: Retry) => void told.push(retry);
  const error: unknown = await createDeliveryClient({ url, tokens, mostAttempts: 3, onRetry, ...more })
    .page('s')
    .catch((thrown: unknown) => thrown);
  return { told, error };
}

describe('a retry', () => {
  it('is told, with its reason and its pause', async () => {
    const { url } = await serve([[503, undefined, soon], 'cut', [200, {}]]);
    const { told, error } = await attempt(url);
    expect(error).toEqual({});
    expect(told).toEqual([
      { attempt: 1, code: 'GW_503', message: 'GW_503: as told', retryInMs: 0 },
      {
        attempt: 2,
        code: 'UND_ERR_SOCKET',
        message: expect.stringContaining(`\`${url}\` does not answer`),
        retryInMs: 400,
      },
    ]);
  });

  it('of a host nobody answers at is told, and its last fault thrown', async () => {
    const url = `http://127.0.0.1:${await deadPort()}`;
    const { told, error } = await attempt(url);
    expect(told.map(({ attempt, code }) => [attempt, code])).toEqual([
      [1, 'ECONNREFUSED'],
      [2, 'ECONNREFUSED'],
    ]);
    expect(error).toMatchObject({ name: 'NoAnswer', code: 'ECONNREFUSED', origin: url });
  });

  it('of an issuer nobody answers at names the issuer', async () => {
    const { url } = await serve([]);
    const origin = `http://127.0.0.1:${await deadPort()}`;
    const own = clientCredentials({ tokenUrl: `${origin}/token?key=hidden`, clientId: 'c', clientSecret: 'hidden' });
    const { told, error } = await attempt(url, { tokens: own, mostAttempts: 2 });
    expect(told.map(({ message }) => message)).toEqual([expect.stringContaining(`\`${origin}\` does not answer`)]);
    expect(inspect([told, error])).not.toContain('hidden');
  });

  it('is not made when who is told throws', async () => {
    const { url, asked } = await serve([[503], [200, {}]]);
    const refuse = () => {
      throw new Error('enough');
    };
    expect((await attempt(url, { onRetry: refuse })).error).toMatchObject({ message: 'enough' });
    expect(asked).toHaveLength(1);
  });

  it('ends at once when it is called off while it is told', async () => {
    const { url } = await serve([[503, undefined, { 'retry-after': '20' }]]);
    const off = new AbortController();
    const client = createDeliveryClient({ url, tokens, onRetry: () => off.abort(new Error('called off')) });
    const startedAt = Date.now();
    await expect(client.page('s', { signal: off.signal })).rejects.toThrow('called off');
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('trying again', () => {
  it('cannot help a certificate nobody signed, nor a port that speaks no TLS', async () => {
    const url = `https://127.0.0.1:${await listen(createHttpsServer(selfSigned()))}`;
    const untrusted = await attempt(url);
    expect(untrusted.error).toMatchObject({ name: 'NoAnswer', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', origin: url });
    expect((untrusted.error as Error).message).toContain('is not trusted');
    const plain = await attempt((await serve([])).url.replace('http:', 'https:'));
    expect(plain.error).toMatchObject({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
    expect([...untrusted.told, ...plain.told]).toEqual([]);
  });

  it.each([
    ['CERT_HAS_EXPIRED', 0],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 0],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 0],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 0],
    ['HOSTNAME_MISMATCH', 0],
    ['ENOTFOUND', 1],
    ['EAI_AGAIN', 1],
    ['ETIMEDOUT', 1],
  ])('after %s is done %d times of 1, whoever fetched', async (code, times) => {
    const fails = () => Promise.reject(new TypeError('fetch failed', { cause: { code } }));
    const own = await attempt('http://127.0.0.1', { fetch: fails, mostAttempts: 2 });
    const ofTokens = await attempt('http://127.0.0.1', {
      tokens: { get: fails, renew: () => undefined },
      mostAttempts: 2,
    });
    for (const { told } of [own, ofTokens]) expect(told.map((one) => one.code)).toEqual(Array(times).fill(code));
  });

  it('cannot help a mistake in the code that gives tokens', async () => {
    const mistaken = { get: () => Promise.reject(new TypeError('x is not a function')), renew: () => undefined };
    const { told, error } = await attempt('http://127.0.0.1', { tokens: mistaken });
    expect([told, (error as Error).message]).toEqual([[], 'x is not a function']);
  });

  it.each([
    '',
    'delivery.example',
    '/v1',
    'ftp://delivery.example',
    'http://me:hidden@delivery.example',
    'http://:99999',
  ])('is not begun for the URL %j', (url) => {
    const made = [
      () => createDeliveryClient({ url, tokens }),
      () => clientCredentials({ tokenUrl: url, clientId: 'c', clientSecret: 's' }),
    ];
    const names = ['url', 'tokenUrl'];
    for (const [index, make] of made.entries())
      expect(make).toThrow(`GW_INVALID_URL: \`${names[index]}\` is no http or https URL without user and password`);
  });
});

describe('no value of a record reaches an error', () => {
  it('that is of an answer cut short, of no JSON or of no HTTP', async () => {
    const { url } = await serve([{ text: '{"records":[{"name":"Taro" x' }]);
    const noJson = await attempt(url);
    expect(noJson).toMatchObject({ told: [], error: { code: 'HTTP_200', status: 200 } });
    const broken = createTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nTaro Taro\r\n\r\n'));
      socket.on('error', () => undefined);
    });
    const noHttp = await attempt(`http://127.0.0.1:${await listen(broken)}`, { mostAttempts: 2 });
    expect(noHttp.told).toHaveLength(1);
    expect(noHttp.error).toMatchObject({ name: 'NoAnswer', code: 'NO_ANSWER' });
    expect(inspect([noJson, noHttp], { depth: 9, showHidden: true })).not.toContain('Taro');
  });
});
