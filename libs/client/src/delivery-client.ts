// Pulls a stream: pages, or its records one after another, through refusals that pass.
import { checkedUrl } from './checked-url.js';
import type { AccessTokens } from './client-credentials.js';
import { DeliveryProblem, problemOf } from './delivery-problem.js';
import { fetchJson } from './fetch-json.js';
import { faultCode, NoAnswer } from './no-answer.js';
import type { StreamEvent, StreamPage } from './stream-event.js';
import { pause, unlessAborted } from './unless-aborted.js';

export interface DeliveryClientOptions {
  /** Where the delivery is, such as `https://delivery.example`. */
  readonly url: string;
  readonly tokens: AccessTokens;
  /** Attempts at one page before what passes (429, 502, 503, 504, no answer) is thrown; default: as many as it takes. */
  readonly mostAttempts?: number;
  /** Told before each pause: without it nobody learns that a page is waited for in vain. What it throws, the page throws. */
  readonly onRetry?: (retry: Retry) => void;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
}

/** An attempt that failed and is made again. Nothing in it is secret or of a record: it may be logged. */
export interface Retry {
  /** Attempts made at this page. */
  readonly attempt: number;
  /** Of a refusal its `GW_…` or `HTTP_…`; of no answer `ENOTFOUND`, `ECONNREFUSED` or another of the system's, `TIMEOUT`, `NO_ANSWER`. */
  readonly code: string;
  /** The code, and what is to be looked at. */
  readonly message: string;
  readonly retryInMs: number;
}

export interface PageQuery {
  /** `next` of the page before; without it the oldest record still kept comes first. */
  readonly cursor?: string | undefined;
  /** Most records of a page; default 100. */
  readonly limit?: number;
  /** Seconds to wait for a record when there is none; default 0, in {@link DeliveryClient.records} 30. */
  readonly waitS?: number;
  readonly signal?: AbortSignal;
}

export interface RecordsQuery extends PageQuery {
  /** True (default): goes on for ever; with `waitS: 0` it asks again each second. False: ends when there is no more to read. */
  readonly follow?: boolean;
}

export interface PulledRecord {
  readonly event: StreamEvent;
  /**
   * What to keep when this record is kept: going on from here nothing is lost, and of its page what came before may come
   * again. `undefined`: from the beginning.
   */
  readonly resumeFrom: string | undefined;
}

export interface DeliveryClient {
  /**
   * One page. Throws a `DeliveryProblem` for a refusal that does not pass (400, 401, 404, 410; the issuer's; an answer that is no
   * JSON), a `NoAnswer` for a certificate that is not trusted, or the signal's reason.
   */
  page(stream: string, query?: PageQuery): Promise<StreamPage>;
  /** Record after record, in the order of the stream. Throws what {@link DeliveryClient.page} throws. */
  records(stream: string, query?: RecordsQuery): AsyncGenerator<PulledRecord, void>;
}

const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
const FOLLOW_WAIT_S = 30;
/** Between two pages of who follows a stream and lets the delivery wait for nothing. */
const FOLLOW_PAUSE_MS = 1_000;
/** A request that waits is given this much longer before it counts as not answered. */
const ANSWER_WITHIN_MS = 30_000;

/** Throws a `TypeError` for a `url` that is none. */
export function createDeliveryClient(options: DeliveryClientOptions): DeliveryClient {
  const { tokens, mostAttempts = Number.POSITIVE_INFINITY, onRetry } = options;
  const base = checkedUrl('url', options.url);

  const tokenFor = (signal?: AbortSignal) => unlessAborted(tokens.get(signal), signal);
  const askWith = (token: string, path: string, waitS: number, signal?: AbortSignal) =>
    fetchJson({
      url: new URL(path, base),
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      timeoutMs: waitS * 1_000 + ANSWER_WITHIN_MS,
      signal,
      fetch: options.fetch,
      refusalOf: problemOf,
    }) as Promise<StreamPage>;

  /** A token that is refused is renewed once: it may end before its time. That the issuer refuses the client is another matter. */
  const ask = async (path: string, waitS: number, signal?: AbortSignal): Promise<StreamPage> => {
    const token = await tokenFor(signal);
    try {
      return await askWith(token, path, waitS, signal);
    } catch (error) {
      if (!(error instanceof DeliveryProblem) || error.status !== 401) throw error;
    }
    tokens.renew();
    return askWith(await tokenFor(signal), path, waitS, signal);
  };

  const page: DeliveryClient['page'] = async (stream, { cursor, limit, waitS = 0, signal } = {}) => {
    const search = new URLSearchParams();
    if (cursor !== undefined) search.set('cursor', cursor);
    if (limit !== undefined) search.set('limit', String(limit));
    if (waitS > 0) search.set('wait', String(waitS));
    const path = `/v1/streams/${encodeURIComponent(stream)}/records?${search.toString()}`;
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      let retryInMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      try {
        return await ask(path, waitS, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const fault = passing(error);
        if (!fault || attempt >= mostAttempts) throw error;
        if (fault.retryAfterMs !== undefined) retryInMs = Math.min(LONGEST_PAUSE_MS, fault.retryAfterMs);
        onRetry?.({ attempt, code: fault.code, message: fault.message, retryInMs });
      }
      await pause(retryInMs, signal);
    }
  };

  return {
    page,
    async *records(stream, { follow = true, waitS = follow ? FOLLOW_WAIT_S : 0, cursor, ...query } = {}) {
      for (let from = cursor; ; ) {
        const { records, next, hasMore } = await page(stream, { ...query, waitS, cursor: from });
        for (const [index, event] of records.entries()) {
          yield { event, resumeFrom: index === records.length - 1 ? next : from };
        }
        from = next;
        if (!follow && !hasMore) return;
        if (waitS === 0 && records.length === 0 && !hasMore) await pause(FOLLOW_PAUSE_MS, query.signal);
      }
    },
  };
}

/** What is worth another attempt: a refusal that passes, or no answer. `undefined`: the error is final. */
function passing(error: unknown): { code: string; message: string; retryAfterMs?: number | undefined } | undefined {
  if (error instanceof DeliveryProblem) return PASSING.has(error.status) ? error : undefined;
  if (error instanceof NoAnswer) return error.isFinal ? undefined : error;
  // Tokens of another make may come by a `fetch` of their own. Its `TypeError` names a cause; that of a mistake in code does not.
  const { name, cause } = (error ?? {}) as { readonly name?: unknown; readonly cause?: unknown };
  if (name !== 'TimeoutError' && (name !== 'TypeError' || cause === undefined)) return undefined;
  const code = name === 'TimeoutError' ? 'TIMEOUT' : faultCode(error);
  return passing(new NoAnswer(code, 'tokens'));
}
