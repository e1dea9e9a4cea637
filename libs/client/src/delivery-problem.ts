// A refusal of the delivery or the token issuer, as its problem document has it.

/** Its message is the problem's title; `code` is stable (`GW_CURSOR_GONE`: start again without a cursor). */
export class DeliveryProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly detail?: string,
  ) {
    super(`${code}: ${title}`);
    this.name = 'DeliveryProblem';
  }
}

/** The problem an answer holds; `HTTP_<status>` where it holds none. Never throws. */
export async function problemOf(response: Response): Promise<DeliveryProblem> {
  const { status } = response;
  const unknown = new DeliveryProblem(status, `HTTP_${status}`, 'the answer is no problem document');
  try {
    const { code, title, detail } = (await response.json()) as Record<string, unknown>;
    if (typeof code !== 'string' || typeof title !== 'string') return unknown;
    return new DeliveryProblem(status, code, title, typeof detail === 'string' ? detail : undefined);
  } catch {
    return unknown;
  }
}
