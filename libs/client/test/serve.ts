// A token issuer and a delivery in one server, which answer as they are told; and events to answer with.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { afterEach } from '@jest/globals';
import { clientCredentials, createDeliveryClient, type StreamEvent } from '../src/index.js';

/** `cut`: the connection ends without an answer. `silent`: it stays open without one. A text is the body as it stands. */
export type Answer =
  | readonly [status: number, body?: unknown, headers?: Record<string, string>]
  | { readonly text: string }
  | 'cut'
  | 'silent';

const opened: (Server & { closeAllConnections?: () => void })[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

/** Listens on a free port of 127.0.0.1 until the test ends; gives the port. */
export async function listen(server: Server): Promise<number> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Answers one request after another, 500 when nothing is left; the issuer gives `token-1`, `token-2` … where it is told nothing. */
export async function serve(answers: Answer[], { expiresInS = 3_600, issuer = [] as Answer[] } = {}) {
  const asked: string[] = [];
  const ofIssuer: IncomingMessage[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/token') {
      ofIssuer.push(request);
      const token = { access_token: `token-${ofIssuer.length}`, expires_in: expiresInS };
      return void give(response, issuer.shift() ?? [200, token]);
    }
    asked.push(`${request.headers.authorization} ${request.url}`);
    give(response, answers.shift() ?? [500]);
  };
  const url = `http://127.0.0.1:${await listen(createServer(answer))}`;
  const credentials = { tokenUrl: `${url}/token`, clientId: 'a:b', clientSecret: 'kept-secret' };
  const tokens = clientCredentials(credentials);
  return { asked, ofIssuer, url, credentials, tokens, client: createDeliveryClient({ url, tokens }) };
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'silent') return;
  if (answer === 'cut') return void response.destroy();
  if ('text' in answer) return void response.end(answer.text);
  const [status, body = { code: `GW_${status}`, title: 'as told' }, headers = {}] = answer;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export const pageOf = (records: readonly StreamEvent[], next: string, hasMore: boolean): Answer => [
  200,
  { records, next, hasMore },
];

export const eventOf = (recordId: string, revision: number, isRecall = false) =>
  ({
    id: `${recordId}.${revision}.p`,
    type: isRecall ? 'service-record.recalled.v1' : 'service-record.released.v1',
    data: { recordId, revision, status: isRecall ? 'voided' : 'closed' },
  }) as unknown as StreamEvent;
