// Batches over HTTP: so many of a dealer at a time, so many of all, and each gives its place back however it ends.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createAtOnce, createHttpApp, createLogger, listen } from '#process';
import type { Problem } from '#wire';
import { addBodyParsers } from './body-parsers.js';
import { BATCHES, createIntakeDesk, type DeskTools } from './intake-desk.js';
import { IntakeModule } from './intake.module.js';
import { NDJSON } from './openapi.js';

const batches = createAtOnce(BATCHES);
const desk = createIntakeDesk({
  batches,
  admission: {
    register: { hasAccepted: () => true, recipientStands: () => true, lawAt: () => null },
    ...{ caughtUpAt: Date.now, now: Date.now },
  },
  accept: (_dealer, reads) => Promise.resolve({ outcomes: reads.map(() => 'accepted' as const), isDown: false }),
  findProhibited: () => [],
  preview: {} as DeskTools['preview'],
  ...{ tellProhibited: () => undefined, onBatchEnded: () => undefined, onAnswers: () => undefined },
});
let app: NestFastifyApplication;
let port: number;

beforeAll(async () => {
  const verify = (authorization = '') => {
    const [, dealer] = authorization.split(' ');
    return Promise.resolve({ clientId: `dealer-${dealer}`, party: `dealer:${dealer}`, roles: [] });
  };
  const logger = createLogger('intake', { level: 'fatal' });
  app = await createHttpApp(IntakeModule.of({ desk, verify }), { app: 'intake', logger, requestTimeoutMs: 0 });
  addBodyParsers(app.getHttpAdapter().getInstance());
  port = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => app?.close());

interface Sent {
  readonly request: ClientRequest;
  readonly answer: IncomingMessage;
}

const lineOf = (dealer: string): string =>
  `${JSON.stringify({
    ...{ recordId: 'r', revision: 1, status: 'closed', dealerCode: dealer, channel: 'workshop', noticeId: 'n' },
    occurredAt: '2026-11-20T10:00:00+09:00',
  })}\n`;

/** A batch of a dealer that goes on: one line, no end. */
async function open(dealer: string): Promise<Sent> {
  const headers = { authorization: `Bearer ${dealer}`, 'content-type': NDJSON };
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/service-records', headers });
  request.write(lineOf(dealer));
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  return { request, answer };
}

async function textOf({ request, answer }: Sent): Promise<string> {
  request.end();
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) text += piece as string;
  return text;
}

const told = async (sent: Sent) => {
  const { status, code, detail } = JSON.parse(await textOf(sent)) as Problem;
  return [sent.answer.headers['retry-after'], status, code, detail];
};

async function untilLeft(left: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (batches.count() !== left && Date.now() < deadline) await sleep(10);
  expect(batches.count()).toBe(left);
}

it('four of one dealer, and the fifth is told to come later', async () => {
  const four = await Promise.all(Array.from({ length: 4 }, () => open('D001')));
  expect(await told(await open('D001'))).toEqual(['5', 429, 'GW_RATE_LIMITED', 'at most 4 batches at a time']);
  expect(await textOf(await open('D002'))).toMatch('accepted');
  // One ends, and the next has its place.
  expect(await textOf(four[0]!)).toMatch('accepted');
  expect(await textOf(await open('D001'))).toMatch('accepted');
  await Promise.all(four.slice(1).map(textOf));
  await untilLeft(0);
});

it('thirty-two of all', async () => {
  const all = await Promise.all(Array.from({ length: 32 }, (_, index) => open(`D${100 + (index >> 2)}`)));
  expect(await told(await open('D001'))).toEqual(['5', 503, 'GW_UNAVAILABLE', 'too many batches are under way']);
  await Promise.all(all.map(textOf));
  await untilLeft(0);
});

it('whose connection is cut, or whose answer nobody asks for, keeps no place', async () => {
  const cut = await Promise.all(['D001', 'D001', 'D002'].map(open));
  expect(batches.count()).toBe(3);
  for (const { request } of cut) request.destroy();
  await untilLeft(0);
  const unasked = desk.acceptBatch('D001', Readable.from([]));
  expect(batches.count()).toBe(1);
  await unasked.return(undefined);
  expect(batches.count()).toBe(0);
});
