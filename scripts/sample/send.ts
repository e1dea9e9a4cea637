// Sending records as a dealer's system does: a token from the issuer, then one NDJSON batch to intake, answered line by line.
import type { JsonObject } from '#wire';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface LineAnswer {
  readonly line: number;
  readonly recordId?: string;
  readonly status: 'accepted' | 'duplicate' | 'rejected';
  readonly problem?: {
    readonly code: string;
    readonly errors?: readonly { readonly path: string; readonly detail: string }[];
  };
}

const LINES_AT_ONCE = 100;

/** An access token of a sandbox client. Throws when the issuer refuses. */
export async function fetchToken(issuer: string, { clientId, clientSecret }: Client): Promise<string> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!response.ok) throw new Error(`the token issuer answered ${response.status} to \`${clientId}\``);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Yields intake's answers in the order of the records, as they come. Throws when the batch as a whole is refused. */
export async function* sendBatch(
  intake: string,
  token: string,
  records: readonly JsonObject[],
): AsyncGenerator<LineAnswer, void> {
  const response = await fetch(`${intake}/v1/service-records`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: ReadableStream.from(linesOf(records)),
    duplex: 'half',
  });
  if (!response.ok || !response.body) throw new Error(`intake answered ${response.status}: ${await codeOf(response)}`);
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as LineAnswer;
  }
}

/** A long day makes no one long text. */
function* linesOf(records: readonly JsonObject[]): Generator<Uint8Array> {
  for (let from = 0; from < records.length; from += LINES_AT_ONCE) {
    const lines = records.slice(from, from + LINES_AT_ONCE).map((record) => `${JSON.stringify(record)}\n`);
    yield Buffer.from(lines.join(''));
  }
}

async function codeOf(response: Response): Promise<string> {
  try {
    return ((await response.json()) as { code?: string }).code ?? 'no problem document';
  } catch {
    return 'no problem document';
  }
}
