// Puts load on a route: one record a request over kept connections, or all of them as one NDJSON batch.
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const CONNECTIONS = 32;

/** Records per second, from the first request to the last answer. Rejects for any answer but 202. */
export async function sendSingly(target: Target, records: readonly string[], signal: AbortSignal): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const startedAt = performance.now();
  let next = 0;
  const connection = async () => {
    for (let record = records[next++]; record !== undefined; record = records[next++]) {
      signal.throwIfAborted();
      const answer = await post(target, 'application/json', record, agent);
      answer.resume();
      await finished(answer);
      if (answer.statusCode !== 202) throw new Error(`a record was answered with ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection)).finally(() => agent.destroy());
  return records.length / ((performance.now() - startedAt) / 1_000);
}

/** Records per second of one batch. Rejects when fewer lines are accepted than were sent. */
export async function sendTogether(target: Target, records: readonly string[], signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const body = Buffer.from(`${records.join('\n')}\n`);
  const startedAt = performance.now();
  const answer = await post(target, 'application/x-ndjson', body);
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk as string;
  const seconds = (performance.now() - startedAt) / 1_000;
  const accepted = text.split('"accepted"').length - 1;
  if (accepted !== records.length) throw new Error(`${accepted} of ${records.length} lines were accepted`);
  return records.length / seconds;
}

async function post(
  { url, headers }: Target,
  contentType: string,
  body: string | Buffer,
  agent?: Agent,
): Promise<IncomingMessage> {
  const request = httpRequest(url, {
    ...{ method: 'POST', ...(agent ? { agent } : {}) },
    headers: { ...headers, 'content-type': contentType, 'content-length': Buffer.byteLength(body) },
  });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}
