// The sandbox issuer and the verifier against each other, over HTTP; and what a token must not be.
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { GatewayError } from '#wire';
import { requireDealer, requireRole } from './caller.js';
import { createSandboxIssuer } from './sandbox-issuer.js';
import { partyOf, rolesOf } from './sandbox-clients.js';
import { keptKeys } from './sandbox-keys.js';
import { createTokenVerifier, type VerifyToken } from './token-verifier.js';

const AUDIENCE = 'joint-use-gateway';
const CLIENTS = ['dealer-D001', 'bmw-japan', 'insurer-tokyo-demo', 'dpo', 'dpo-approver', 'auditor'];

async function listening(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('tokens', () => {
  const keysFile = join(mkdtempSync(join(tmpdir(), 'keys-')), 'deeper', 'keys.json');
  let issuer: string;
  let server: Server;
  let port: number;
  let verify: VerifyToken;

  async function startIssuer(): Promise<void> {
    server = createSandboxIssuer({
      credentials: {
        issuer,
        clients: Object.fromEntries(
          CLIENTS.map((clientId) => [clientId, { clientId, clientSecret: `secret-of-${clientId}` }]),
        ),
      },
      audience: AUDIENCE,
      keys: await keptKeys(keysFile),
      onError: (err) => {
        throw err;
      },
    });
    await listening(server, port);
  }
  const stopIssuer = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });

  beforeAll(async () => {
    const probe = createServer();
    port = await listening(probe);
    await new Promise((resolve) => probe.close(resolve));
    issuer = `http://127.0.0.1:${port}`;
    await startIssuer();
    verify = createTokenVerifier({ issuer, audience: AUDIENCE });
  });
  afterAll(stopIssuer);

  async function ask(body: Record<string, string>, authorization?: string) {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: authorization ? { authorization } : {},
    });
    return { status: response.status, body: (await response.json()) as { access_token: string; token_type: string } };
  }
  const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const tokenOf = async (clientId: string) =>
    (await ask({ grant_type: 'client_credentials' }, basic(clientId, `secret-of-${clientId}`))).body.access_token;
  const forged = async (
    claims: JWTPayload,
    more: { alg?: string; key?: Parameters<SignJWT['sign']>[0]; kid?: string } = {},
  ) => {
    const [jwk] = (await keptKeys(keysFile)).keys;
    const payload = { iss: issuer, aud: AUDIENCE, client_id: 'dealer-D001', gw_party: 'dealer:D001', ...claims };
    const signer = new SignJWT(payload).setProtectedHeader({ alg: more.alg ?? 'RS256', kid: more.kid ?? jwk?.kid });
    if (!('exp' in claims)) signer.setExpirationTime('1h');
    return signer.sign(more.key ?? (await importJWK(jwk as JWK, 'RS256')));
  };
  const codeOf = (header: string | undefined) =>
    verify(header).then(
      () => 'permitted',
      (err: GatewayError) => err.code,
    );

  it.each([
    ['dealer-D001', 'dealer:D001', []],
    ['bmw-japan', 'bmw-japan', []],
    ['insurer-tokyo-demo', 'insurer:tokyo-demo', []],
    ['dpo', null, ['dpo']],
    ['dpo-approver', null, ['dpo-approver']],
    ['auditor', null, ['auditor']],
  ])('say who %s is', async (clientId, party, roles) => {
    expect(await verify(`Bearer ${await tokenOf(clientId)}`)).toEqual({ clientId, party, roles });
  });

  it('are given for a secret in the body as well, and for nothing but client credentials', async () => {
    const inBody = { grant_type: 'client_credentials', client_id: 'dpo', client_secret: 'secret-of-dpo' };
    const { status, body } = await ask(inBody);
    expect({ status, type: body.token_type, claims: decodeJwt(body.access_token) }).toMatchObject({
      status: 200,
      type: 'Bearer',
      claims: { iss: issuer, aud: AUDIENCE, client_id: 'dpo', gw_roles: ['dpo'] },
    });
    expect((await ask({ ...inBody, client_secret: 'wrong' })).status).toBe(401);
    expect((await ask({ ...inBody, grant_type: 'password', username: 'x', password: 'y' })).status).toBe(400);
    for (const path of ['/session/end', '/me', '/']) expect((await fetch(issuer + path)).status).toBe(404);
    // People sign in through a client of their own, at a sign-in of their own.
    for (const path of ['/auth', '/interaction/x']) expect((await fetch(issuer + path)).status).toBe(400);
  });

  it('stay valid over a restart of the issuer, whose keys only their owner can read', async () => {
    const token = await tokenOf('dealer-D001');
    const before = readFileSync(keysFile, 'utf8');
    await stopIssuer();
    await startIssuer();
    expect(readFileSync(keysFile, 'utf8')).toBe(before);
    expect(statSync(keysFile).mode & 0o777).toBe(0o600);
    expect(await createTokenVerifier({ issuer, audience: AUDIENCE })(`Bearer ${token}`)).toMatchObject({
      clientId: 'dealer-D001',
    });
  });

  it('are not taken from another issuer, for another audience, out of their time, or without what they must say', async () => {
    expect(await codeOf(`Bearer ${await forged({})}`)).toBe('permitted');
    const bad: JWTPayload[] = [
      { iss: 'http://127.0.0.1:1' },
      { aud: 'another' },
      { exp: 1_000 },
      { exp: undefined },
      { nbf: 9_999_999_999 },
      { client_id: undefined },
      { client_id: 7 },
      { client_id: '' },
    ];
    for (const claims of bad)
      expect([claims, await codeOf(`Bearer ${await forged(claims)}`)]).toEqual([claims, 'GW_UNAUTHENTICATED']);
  });

  it.each<[JWTPayload, string]>([
    [{ iss: 'http://127.0.0.1:1' }, 'iss'],
    [{ aud: 'another' }, 'aud'],
    [{ exp: undefined }, 'exp'],
    [{ nbf: 9_999_999_999 }, 'nbf'],
    [{ client_id: undefined }, 'client_id'],
  ])('with %j say which claim is not right, never what it says', async (claims, name) => {
    const detail = `the token's \`${name}\` is missing or not the one expected here`;
    await expect(verify(`Bearer ${await forged(claims)}`)).rejects.toMatchObject({ detail });
  });

  it('are not taken unsigned, signed with a shared secret, or signed by a stranger', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const claims = { client_id: 'dpo', gw_roles: ['dpo'] };
    const unsigned = new UnsecuredJWT(claims).setIssuer(issuer).setAudience(AUDIENCE).setExpirationTime('1h').encode();
    const shared = await forged(claims, { alg: 'HS256', key: Buffer.alloc(32, 1) });
    const strange = await forged(claims, { key: privateKey });
    const unknown = await forged(claims, { key: privateKey, kid: 'unknown' });
    const detail = 'the token is none that the issuer trusted here has signed';
    for (const token of [unsigned, shared, strange, unknown])
      await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'GW_UNAUTHENTICATED', detail });
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a.b.c', 'Bearer a b', 'Bearer  '])(
    'are missing in %j',
    async (header) => {
      expect(await codeOf(header)).toBe('GW_UNAUTHENTICATED');
    },
  );

  it('give no party outside the table and no role nobody knows', async () => {
    const token = await forged({ gw_party: 'dealer:network', gw_roles: ['root', 'auditor', 7] });
    expect(await verify(`Bearer ${token}`)).toEqual({ clientId: 'dealer-D001', party: null, roles: ['auditor'] });
    const odd = await forged({ gw_party: ['dealer:D001'], gw_roles: 'dpo' });
    expect(await verify(`Bearer ${odd}`)).toEqual({ clientId: 'dealer-D001', party: null, roles: [] });
  });

  it('cannot be judged while the issuer is down: unavailable, not unauthenticated; and are again once it is up', async () => {
    const token = await tokenOf('dealer-D001');
    const fresh = createTokenVerifier({ issuer, audience: AUDIENCE });
    await stopIssuer();
    await expect(fresh(`Bearer ${token}`)).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
    await startIssuer();
    expect(await fresh(`Bearer ${token}`)).toMatchObject({ clientId: 'dealer-D001' });
    const elsewhere = createTokenVerifier({ issuer: `${issuer}/elsewhere`, audience: AUDIENCE });
    await expect(elsewhere(`Bearer ${token}`)).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
  });
});

describe('a caller', () => {
  const dealer = { clientId: 'dealer-D001', party: 'dealer:D001', roles: [] };
  const auditor = { clientId: 'auditor', party: null, roles: ['auditor'] } as const;
  const refusal = (act: () => unknown) => {
    try {
      act();
      return 'permitted';
    } catch (err) {
      return (err as GatewayError).code;
    }
  };

  it('needs the role', () => {
    expect(refusal(() => requireRole(auditor, 'dpo', 'auditor'))).toBe('permitted');
    expect(refusal(() => requireRole(auditor, 'dpo'))).toBe('GW_FORBIDDEN');
    expect(refusal(() => requireRole(dealer, 'dpo', 'dpo-approver', 'auditor'))).toBe('GW_FORBIDDEN');
    expect(refusal(() => requireRole(auditor))).toBe('GW_FORBIDDEN');
  });

  it('is a dealer by its party alone', () => {
    expect(requireDealer(dealer)).toBe('D001');
    expect(refusal(() => requireDealer({ ...dealer, party: 'dealer-network' }))).toBe('GW_FORBIDDEN');
    expect(refusal(() => requireDealer({ ...dealer, party: null }))).toBe('GW_FORBIDDEN');
    expect(refusal(() => requireDealer({ ...dealer, party: 'dealer:network' }))).toBe('GW_FORBIDDEN');
  });

  it('of the sandbox has a party or a role by its id, never both', () => {
    expect(partyOf('subcontractor-call-centre')).toBe('subcontractor:call-centre');
    for (const id of ['dpo', 'dealer-network', 'stranger', 'dealer-', 'dealer:D001', ''])
      expect(partyOf(id)).toBeNull();
    expect(rolesOf('dpo')).toEqual(['dpo']);
    expect(rolesOf('dealer-D001')).toEqual([]);
  });
});
