// Asking the console: every question carries a trace of its own, so that a failed one can be found in the logs.
import type { Problem } from '#wire';

/** What failed, in a form the page can say. */
export class AskFault extends Error {
  constructor(
    /** 0: no answer came. */
    readonly status: number,
    readonly code: string,
    readonly traceId: string,
  ) {
    super(code);
    this.name = 'AskFault';
  }
}

const PATIENCE_MS = 20_000;

const hex = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The answer's JSON. Rejects with an {@link AskFault}; `body` makes it a POST. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const traceId = hex(16);
  const headers = {
    accept: 'application/json',
    traceparent: `00-${traceId}-${hex(8)}-01`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const init: RequestInit = {
    headers,
    credentials: 'same-origin',
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  };
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new AskFault(0, 'NO_ANSWER', traceId);
  }
  if (!response.ok) {
    const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
    throw new AskFault(response.status, problem?.code ?? 'GW_INTERNAL', traceId);
  }
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new AskFault(response.status, 'GW_INTERNAL', traceId);
  }
}
