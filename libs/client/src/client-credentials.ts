// Access tokens by OAuth 2.0 client credentials, fetched when needed and kept until shortly before they lapse.
import { checkedUrl } from './checked-url.js';
import { DeliveryProblem } from './delivery-problem.js';
import { fetchJson } from './fetch-json.js';
import { tokenRefusalOf } from './token-refusal.js';
import { unlessAborted } from './unless-aborted.js';

/** Where a client's tokens come from. */
export interface AccessTokens {
  /** Throws when the issuer refuses or does not answer, or the signal's reason. */
  get(signal?: AbortSignal): Promise<string>;
  /** Forgets the token it has given: it was refused. */
  renew(): void;
}

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** For the issuer's answer; default 30,000. */
  readonly timeoutMs?: number;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A token, or the request for one. */
interface Kept {
  readonly token: Promise<string>;
  /** In ms of the clock; infinite while the issuer is being asked, 0 once it has failed. */
  until: number;
  waiting: number;
  readonly off: AbortController;
}

const ANSWER_WITHIN_MS = 30_000;
const BEFORE_END_MS = 30_000;
const LIVES_AT_LEAST_S = 60;

/**
 * Tokens of one client. Those who ask at the same time share one request, which is called off when the last of them has gone.
 * Throws a `TypeError` for a `tokenUrl` that is none. `get` throws a `DeliveryProblem` when the issuer refuses
 * (`OAUTH_INVALID_CLIENT`: the client id or secret), a `NoAnswer` when it does not answer.
 */
export function clientCredentials(credentials: ClientCredentials): AccessTokens {
  const { clientId, clientSecret, timeoutMs = ANSWER_WITHIN_MS, fetch } = credentials;
  const url = checkedUrl('tokenUrl', credentials.tokenUrl);
  let kept: Kept | undefined;

  const request = async (signal: AbortSignal): Promise<TokenAnswer> => {
    const basic = btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
    const answer = await fetchJson({
      url,
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      timeoutMs,
      signal,
      fetch,
      refusalOf: tokenRefusalOf,
    });
    if (!holdsToken(answer)) throw new DeliveryProblem(200, 'HTTP_200', NO_TOKEN);
    return answer;
  };

  const begin = (): Kept => {
    const off = new AbortController();
    const token = request(off.signal).then(
      ({ access_token, expires_in }) => {
        begun.until = Date.now() + (expires_in ?? LIVES_AT_LEAST_S) * 1_000 - BEFORE_END_MS;
        return access_token;
      },
      (error: unknown) => {
        begun.until = 0;
        throw error;
      },
    );
    const begun: Kept = { token, until: Number.POSITIVE_INFINITY, waiting: 0, off };
    return begun;
  };

  return {
    async get(signal) {
      signal?.throwIfAborted();
      if (!kept || kept.until <= Date.now()) kept = begin();
      const own = kept;
      own.waiting += 1;
      try {
        return await unlessAborted(own.token, signal);
      } finally {
        own.waiting -= 1;
        if (own.waiting === 0 && own.until === Number.POSITIVE_INFINITY) {
          own.off.abort();
          if (kept === own) kept = undefined;
        }
      }
    },
    renew() {
      kept = undefined;
    },
  };
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: number;
}

const NO_TOKEN = 'the answer holds no access token: see that `tokenUrl` is the token endpoint of the issuer';

/** What is not printable ASCII can stand in no header, and the error of `fetch` would quote it. @clause RFC 6749 A.12 */
function holdsToken(answer: unknown): answer is TokenAnswer {
  const token = (answer as { access_token?: unknown } | null)?.access_token;
  return typeof token === 'string' && /^[\x20-\x7e]+$/.test(token);
}
