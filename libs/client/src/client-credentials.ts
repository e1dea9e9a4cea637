// Access tokens by OAuth 2.0 client credentials, fetched when needed and kept until shortly before they lapse.
import { problemOf } from './delivery-problem.js';

/** Where a client's tokens come from. */
export interface AccessTokens {
  /** Throws when the issuer refuses. */
  get(): Promise<string>;
  /** Forgets the token it has given: it was refused. */
  renew(): void;
}

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
}

const BEFORE_END_MS = 30_000;
const LIVES_AT_LEAST_S = 60;

/** Tokens of one client. Those who ask at the same time share one request. */
export function clientCredentials({ tokenUrl, clientId, clientSecret, fetch }: ClientCredentials): AccessTokens {
  let kept: { readonly token: Promise<string>; until: number } | undefined;

  const request = async (): Promise<{ access_token: string; expires_in?: number }> => {
    const basic = btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
    const response = await (fetch ?? globalThis.fetch)(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as { access_token: string; expires_in?: number };
  };

  return {
    get() {
      if (kept && kept.until > Date.now()) return kept.token;
      const requested = request();
      const fresh = { token: requested.then(({ access_token }) => access_token), until: Number.POSITIVE_INFINITY };
      kept = fresh;
      requested.then(
        ({ expires_in }) => {
          fresh.until = Date.now() + (expires_in ?? LIVES_AT_LEAST_S) * 1_000 - BEFORE_END_MS;
        },
        () => {
          fresh.until = 0;
        },
      );
      return fresh.token;
    },
    renew() {
      kept = undefined;
    },
  };
}
