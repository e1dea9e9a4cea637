// An OpenID Connect issuer for the sandbox and for tests: client credentials for programs, a sign-in page for people.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { JWK } from 'jose';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { problem } from '#wire';
import { partyOf, rolesOf, type SandboxClient, type SandboxCredentials } from './sandbox-clients.js';
import { SandboxMemory } from './sandbox-memory.js';
import { createSignInPage } from './sandbox-sign-in.js';

export interface SandboxIssuerOptions {
  readonly credentials: SandboxCredentials;
  readonly audience: string;
  readonly keys: { readonly keys: JWK[] };
  /** PEM; without it plain HTTP, which is for loopback. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly onError?: (err: Error) => void;
}

const TOKEN_TTL_S = 3_600;
/** A working day at the desk. */
const PERSON_TTL_S = 8 * 3_600;
const SIGN_IN_TTL_S = 600;
/** Resource indicators are URIs (RFC 8707); this one stands for every app of the house and is what a request asks for by default. */
const RESOURCE = 'urn:joint-use-gateway';
const SCOPE = 'gateway';
const SERVED = /^\/(?:token|jwks|auth(?:\/[\w-]+)?|\.well-known\/openid-configuration)$/;
const SIGN_IN = /^\/interaction\/[\w-]+$/;

/** An HTTP server of the issuer, not yet listening. Its issuer is the one the credentials name. */
export function createSandboxIssuer({ credentials, audience, keys, tls, onError }: SandboxIssuerOptions): Server {
  const provider = new Provider(credentials.issuer, configurationOf(credentials, audience, keys));
  provider.on('server_error', (_context, err: Error) => onError?.(err));
  const answer = provider.callback();
  const signIn = createSignInPage({
    provider,
    people: Object.values(credentials.people ?? {}),
    origins: originsOf(credentials),
  });
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path.startsWith('/auth')) forgetSession(request);
    if (path.startsWith('/health/')) answerJson(response, 200, { status: 'ready' });
    else if (SERVED.test(path)) void answer(request, response);
    else if (SIGN_IN.test(path)) void signIn(request, response);
    else answerJson(response, 404, problem('GW_NOT_FOUND'));
  };
  return tls ? createTlsServer(tls, listener) : createServer(listener);
}

/** Each sign-in begins anew, whoever signed in before in this browser. */
function forgetSession({ headers }: IncomingMessage): void {
  const kept = headers.cookie?.split(/; */).filter((cookie) => !cookie.startsWith('_session'));
  if (kept !== undefined) headers.cookie = kept.join('; ');
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': `application/${status === 200 ? 'json' : 'problem+json'}` });
  response.end(JSON.stringify(body));
}

function configurationOf(credentials: SandboxCredentials, audience: string, keys: { keys: JWK[] }): Configuration {
  const isPerson = (name: string) => Object.values(credentials.people ?? {}).some(({ username }) => username === name);
  return {
    clients: Object.values(credentials.clients).map(metadataOf),
    jwks: keys,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    adapter: SandboxMemory,
    routes: { authorization: '/auth', token: '/token', jwks: '/jwks' },
    scopes: ['openid', SCOPE],
    responseTypes: ['code'],
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => (isPerson(sub) ? { accountId: sub, claims: () => ({ sub }) } : undefined),
    // The desk is the house's own: nobody is asked whether it may know who signed in.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope(`openid ${SCOPE}`);
      grant.addResourceScope(RESOURCE, SCOPE);
      await grant.save();
      return grant;
    },
    renderError: (context, { error }) => {
      context.type = 'json';
      context.body = { error };
    },
    ttl: {
      ClientCredentials: TOKEN_TTL_S,
      AccessToken: PERSON_TTL_S,
      IdToken: SIGN_IN_TTL_S,
      Interaction: SIGN_IN_TTL_S,
      Session: SIGN_IN_TTL_S,
      Grant: SIGN_IN_TTL_S,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, _resource, client) => ({
          scope: SCOPE,
          audience,
          accessTokenTTL: client.grantTypeAllowed('client_credentials') ? TOKEN_TTL_S : PERSON_TTL_S,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => {
      if (token.kind === 'AccessToken') return { gw_person: token.accountId, gw_roles: rolesOf(token.accountId) };
      const clientId = token.clientId ?? '';
      const party = partyOf(clientId);
      const roles = rolesOf(clientId);
      return { ...(party === null ? {} : { gw_party: party }), ...(roles.length === 0 ? {} : { gw_roles: roles }) };
    },
  };
}

function metadataOf({ clientId, clientSecret, redirectUris }: SandboxClient): ClientMetadata {
  const forPeople = redirectUris !== undefined;
  return {
    client_id: clientId,
    client_secret: clientSecret,
    grant_types: [forPeople ? 'authorization_code' : 'client_credentials'],
    response_types: forPeople ? ['code'] : [],
    redirect_uris: [...(redirectUris ?? [])],
    token_endpoint_auth_method: 'client_secret_basic', // the provider takes client_secret_post from such a client too
  };
}

function originsOf({ clients }: SandboxCredentials): string[] {
  const uris = Object.values(clients).flatMap(({ redirectUris }) => redirectUris ?? []);
  return [...new Set(uris.map((uri) => new URL(uri).origin))];
}
