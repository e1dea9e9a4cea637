// Pulls a stream: pages, or its records one after another, through refusals that pass.
import type { AccessTokens } from './client-credentials.js';
import { DeliveryProblem, problemOf } from './delivery-problem.js';
import type { StreamEvent, StreamPage } from './stream-event.js';

export interface DeliveryClientOptions {
  /** Where the delivery is, such as `https://delivery.example`. */
  readonly url: string;
  readonly tokens: AccessTokens;
  /** Requests for one page before its refusal (429, 503, no answer) is thrown; default: as many as it takes. */
  readonly mostAttempts?: number;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
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
  /** True (default): goes on for ever. False: ends when there is no more to read. */
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
  /** One page. Throws a `DeliveryProblem` for a refusal that does not pass (400, 401, 404, 410), or the signal's reason. */
  page(stream: string, query?: PageQuery): Promise<StreamPage>;
  /** Record after record, in the order of the stream. Throws what {@link DeliveryClient.page} throws. */
  records(stream: string, query?: RecordsQuery): AsyncGenerator<PulledRecord, void>;
}

const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
const FOLLOW_WAIT_S = 30;
/** A request that waits is given this much longer before it counts as not answered. */
const ANSWER_WITHIN_MS = 30_000;

export function createDeliveryClient(options: DeliveryClientOptions): DeliveryClient {
  const { url, tokens, mostAttempts = Number.POSITIVE_INFINITY } = options;

  const request = async (path: string, waitS: number, signal?: AbortSignal): Promise<Response> => {
    const late = AbortSignal.timeout(waitS * 1_000 + ANSWER_WITHIN_MS);
    return (options.fetch ?? globalThis.fetch)(new URL(path, url), {
      headers: { authorization: `Bearer ${await tokens.get()}`, accept: 'application/json' },
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
  };

  const page: DeliveryClient['page'] = async (stream, { cursor, limit, waitS = 0, signal } = {}) => {
    const search = new URLSearchParams();
    if (cursor !== undefined) search.set('cursor', cursor);
    if (limit !== undefined) search.set('limit', String(limit));
    if (waitS > 0) search.set('wait', String(waitS));
    const path = `/v1/streams/${encodeURIComponent(stream)}/records?${search.toString()}`;
    let isRenewed = false;
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      let pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      try {
        const response = await request(path, waitS, signal);
        if (response.ok) return (await response.json()) as StreamPage;
        pauseMs = retryAfterMs(response) ?? pauseMs;
        const problem = await problemOf(response);
        if (problem.status !== 401 || isRenewed) throw problem;
        isRenewed = true;
        tokens.renew();
        continue;
      } catch (error) {
        if (signal?.aborted || attempt >= mostAttempts || !passes(error)) throw error;
      }
      await pause(pauseMs, signal);
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
      }
    },
  };
}

/** A refusal that passes, or no answer: `fetch` throws a `TypeError` for it, and its time-out's reason for one that is late. */
function passes(error: unknown): boolean {
  if (error instanceof DeliveryProblem) return PASSING.has(error.status);
  // By its name: an application may run with more than one `TypeError`.
  const name = (error as { name?: unknown } | null)?.name;
  return name === 'TypeError' || name === 'TimeoutError';
}

/** Milliseconds of `Retry-After`, in seconds or as a date; `undefined` without one. */
function retryAfterMs({ headers }: Response): number | undefined {
  const given = headers.get('retry-after');
  if (given === null) return undefined;
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_PAUSE_MS, Math.max(0, ms));
}

/** Rejects with the signal's reason as soon as it aborts. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
