// One request, and its answer read whole.
import { DeliveryProblem } from './delivery-problem.js';
import { faultCode, NoAnswer } from './no-answer.js';

export interface JsonRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** What to throw for a status other than 2xx. */
  readonly refusalOf: (response: Response) => Promise<DeliveryProblem>;
}

/**
 * What the JSON of an answer holds. Throws the refusal; a `DeliveryProblem` `HTTP_<status>` for an answer that is no JSON; a
 * {@link NoAnswer}; or the signal's reason.
 */
export async function fetchJson({ url, timeoutMs, signal, fetch, refusalOf, ...init }: JsonRequest): Promise<unknown> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await (fetch ?? globalThis.fetch)(url, {
      ...init,
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    if (!response.ok) throw await refusalOf(response);
    return parse(await response.text(), response.status, url.origin);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DeliveryProblem) throw error;
    if (late.aborted) throw new NoAnswer('TIMEOUT', url.origin, `gave no answer within ${timeoutMs / 1_000} s`);
    // `fetch` throws a `TypeError` where it gets none. By its name: an application may run with more than one `TypeError`.
    if ((error as { name?: unknown } | null)?.name !== 'TypeError') throw error;
    throw new NoAnswer(faultCode(error), url.origin);
  }
}

/** The error of `JSON.parse` quotes the text, and that is somebody's data. */
function parse(text: string, status: number, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DeliveryProblem(
      status,
      `HTTP_${status}`,
      `the answer of \`${origin}\` is no JSON: see that the URL is right`,
    );
  }
}
