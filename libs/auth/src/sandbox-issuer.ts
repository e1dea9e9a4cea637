// An OAuth 2.0 issuer for the sandbox and for tests: client credentials at /token, JWT access tokens, nothing else.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { JWK } from 'jose';
import Provider, { type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider';
import { problem } from '#wire';
import { partyOf, rolesOf, type SandboxCredentials } from './sandbox-clients.js';

export interface SandboxIssuerOptions {
  readonly credentials: SandboxCredentials;
  readonly audience: string;
  readonly keys: { readonly keys: JWK[] };
  /** PEM; without it plain HTTP, which is for loopback. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly onError?: (err: Error) => void;
}

const TOKEN_TTL_S = 3_600;
/** Resource indicators are URIs (RFC 8707); this one stands for every app of the house and is what a request asks for by default. */
const RESOURCE = 'urn:joint-use-gateway';
const SCOPE = 'gateway';
const SERVED: ReadonlySet<string> = new Set(['/token', '/jwks', '/.well-known/openid-configuration']);

/** An HTTP server of the issuer, not yet listening. Its issuer is the one the credentials name. */
export function createSandboxIssuer({ credentials, audience, keys, tls, onError }: SandboxIssuerOptions): Server {
  const provider = new Provider(credentials.issuer, configurationOf(credentials, audience, keys));
  provider.on('server_error', (_context, err: Error) => onError?.(err));
  const answer = provider.callback();
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path.startsWith('/health/')) answerJson(response, 200, { status: 'ready' });
    else if (SERVED.has(path)) void answer(request, response);
    else answerJson(response, 404, problem('GW_NOT_FOUND'));
  };
  return tls ? createTlsServer(tls, listener) : createServer(listener);
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': `application/${status === 200 ? 'json' : 'problem+json'}` });
  response.end(JSON.stringify(body));
}

function configurationOf(credentials: SandboxCredentials, audience: string, keys: { keys: JWK[] }): Configuration {
  return {
    clients: Object.values(credentials.clients).map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic', // the provider takes client_secret_post from such a client too
    })),
    jwks: keys,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    adapter: Memory,
    routes: { token: '/token', jwks: '/jwks' },
    scopes: [SCOPE],
    responseTypes: [],
    renderError: (context, { error }) => {
      context.type = 'json';
      context.body = { error };
    },
    ttl: { ClientCredentials: TOKEN_TTL_S },
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
        getResourceServerInfo: () => ({
          scope: SCOPE,
          audience,
          accessTokenTTL: TOKEN_TTL_S,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => {
      const clientId = token.clientId ?? '';
      const party = partyOf(clientId);
      const roles = rolesOf(clientId);
      return { ...(party === null ? {} : { gw_party: party }), ...(roles.length === 0 ? {} : { gw_roles: roles }) };
    },
  };
}

/** What little the provider wants to keep besides its JWTs, in memory. */
class Memory implements Adapter {
  private readonly kept = new Map<string, AdapterPayload>();

  upsert(id: string, payload: AdapterPayload): Promise<undefined> {
    this.kept.set(id, payload);
    return Promise.resolve(undefined);
  }
  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.kept.get(id));
  }
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  consume(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  destroy(id: string): Promise<undefined> {
    this.kept.delete(id);
    return Promise.resolve(undefined);
  }
  revokeByGrantId(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
