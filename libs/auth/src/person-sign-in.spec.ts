// A person signs in at the sandbox's issuer, step by step as a browser does; and what does not lead to a token.
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPersonSignIn, type PersonSignIn } from './person-sign-in.js';
import { createSandboxIssuer } from './sandbox-issuer.js';
import { keptKeys } from './sandbox-keys.js';
import { createTokenVerifier } from './token-verifier.js';

const DESK = 'http://127.0.0.1:9';
const AUDIENCE = 'joint-use-gateway';
const PASSWORD = 'the password of the dpo';
const PEOPLE = {
  dpo: { username: 'dpo', password: PASSWORD },
  auditor: { username: 'auditor', password: 'another password' },
};
let issuer: string;
let server: Server;
let signIn: PersonSignIn;

beforeAll(async () => {
  issuer = `http://127.0.0.1:${await freePort()}`;
  const desk = { clientId: 'desk', clientSecret: 'the secret of the desk', redirectUris: [`${DESK}/session/callback`] };
  server = createSandboxIssuer({
    credentials: { issuer, clients: { desk }, people: PEOPLE },
    audience: AUDIENCE,
    keys: await keptKeys(join(mkdtempSync(join(tmpdir(), 'issuer-')), 'keys.json')),
  });
  server.listen(Number(new URL(issuer).port), '127.0.0.1');
  await once(server, 'listening');
  signIn = createPersonSignIn({ issuer, ...desk, redirectUri: desk.redirectUris[0] ?? '' });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Follows redirects and keeps cookies, until something else than the issuer is asked or a page is shown. */
function createVisitor() {
  const jar = new Map<string, string>();
  const visit = async (
    from: string,
    init: RequestInit = {},
  ): Promise<{ url: URL; status: number; text: string; policy: string }> => {
    const url = new URL(from);
    if (url.origin !== issuer) return { url, status: 0, text: '', policy: '' };
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';', 1)[0] ?? '').split('=');
      jar.set(name, value.join('='));
    }
    const next = response.headers.get('location');
    if (next !== null && response.status < 400) return visit(new URL(next, url).href);
    const policy = response.headers.get('content-security-policy') ?? '';
    return { url, status: response.status, text: await response.text(), policy };
  };
  return visit;
}

const form = (password: string, username = 'dpo'): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ username, password }),
});

describe('signing in', () => {
  it('leads through a page without script to a token that says who, in which role', async () => {
    const visit = createVisitor();
    const { url, underWay } = await signIn.begin('ja');
    const page = await visit(url.href);
    expect([page.status, page.policy]).toEqual([
      200,
      expect.stringMatching(/default-src 'none'.*form-action 'self' http:\/\/127.0.0.1:9;/),
    ]);
    expect(page.text).toMatch(/<html lang="ja">.*サインイン/s);
    expect(page.text).not.toContain('<script');
    const wrong = await visit(page.url.href, form('wrong'));
    expect([wrong.status, wrong.text]).toEqual([403, expect.stringContaining('role="alert"')]);
    const back = await visit(page.url.href, form(PASSWORD));
    expect(back.url.href).toMatch(`${DESK}/session/callback?code=`);
    const { token, ttlS } = await signIn.finish(back.url, underWay);
    expect(ttlS).toBe(8 * 3_600);
    const verify = createTokenVerifier({ issuer, audience: AUDIENCE });
    expect(await verify(`Bearer ${token}`)).toEqual({ clientId: 'desk', person: 'dpo', party: null, roles: ['dpo'] });
    await expect(signIn.finish(back.url, underWay)).rejects.toThrow();
  });

  it('asks for the password each time, and finishes only what was begun here', async () => {
    const visit = createVisitor();
    const first = await signIn.begin('en');
    const back = await visit((await visit(first.url.href)).url.href, form(PASSWORD));
    const second = await signIn.begin('en');
    expect((await visit(second.url.href)).text).toContain('type="password"');
    await expect(signIn.finish(back.url, second.underWay)).rejects.toThrow();
    await expect(signIn.finish(back.url, { ...first.underWay, verifier: second.underWay.verifier })).rejects.toThrow();
  });

  it('lets another person sign in in the same browser', async () => {
    const visit = createVisitor();
    await visit((await visit((await signIn.begin('en')).url.href)).url.href, form(PASSWORD));
    const { url, underWay } = await signIn.begin('en');
    const back = await visit((await visit(url.href)).url.href, form(PEOPLE.auditor.password, 'auditor'));
    const { token } = await signIn.finish(back.url, underWay);
    const verify = createTokenVerifier({ issuer, audience: AUDIENCE });
    expect(await verify(`Bearer ${token}`)).toMatchObject({ person: 'auditor', roles: ['auditor'] });
  });

  it('goes to no address the client did not name', async () => {
    const { url } = await signIn.begin('en');
    url.searchParams.set('redirect_uri', 'http://127.0.0.1:10/');
    expect((await createVisitor()(url.href)).status).toBe(400);
  });

  it('gives the desk no token of its own', async () => {
    const basic = Buffer.from('desk:the secret of the desk').toString('base64');
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(response.status).toBe(400);
  });
});
