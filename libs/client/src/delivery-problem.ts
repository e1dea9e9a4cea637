// A refusal of the delivery or the token issuer, as its problem document has it.

/** Its message is the problem's title; `code` is stable (`GW_CURSOR_GONE`: start again without a cursor). */
export class DeliveryProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly detail?: string,
    /** What `Retry-After` asks for; `undefined` where it asks for nothing. */
    readonly retryAfterMs?: number,
  ) {
    super(`${code}: ${title}`);
    this.name = 'DeliveryProblem';
  }
}

/** The problem an answer holds; `HTTP_<status>` where it holds none. Never throws. */
export async function problemOf(response: Response): Promise<DeliveryProblem> {
  return problemIn(await bodyOf(response), response, 'the answer is no problem document');
}

/** As {@link problemOf}, of a body already read; `otherwise` is the title where there is no problem in it. Never throws. */
export function problemIn(body: Body, { status, headers }: Response, otherwise: string): DeliveryProblem {
  const { code, title, detail } = body;
  const afterMs = retryAfterMs(headers);
  if (typeof code !== 'string' || typeof title !== 'string')
    return new DeliveryProblem(status, `HTTP_${status}`, otherwise, undefined, afterMs);
  return new DeliveryProblem(status, code, title, typeof detail === 'string' ? detail : undefined, afterMs);
}

export type Body = Readonly<Record<string, unknown>>;

/** The members of the JSON object an answer is; none where it is something else, or was cut. Never throws. */
export async function bodyOf(response: Response): Promise<Body> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? (body as Body) : {};
  } catch {
    return {};
  }
}

/** Of `Retry-After`, in seconds or as a date. */
function retryAfterMs(headers: Headers): number | undefined {
  const given = headers.get('retry-after');
  if (given === null) return undefined;
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
