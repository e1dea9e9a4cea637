// A house with an intake and no gatekeeper: the test says what the console would, sends as dealers, and reads the topic.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRecordProducer, createTopicScanner, headerOf, type RecordProducer, type SourceRecord } from '#kafka';
import { createDataSource, type DataSource } from '#postgres';
import { HEADERS, TOPICS, type ControlFact, type JsonObject, type Problem } from '#wire';
import type { House } from '../../scripts/house/house.ts';
import { makeDataDir, openTestHouse } from '../house/test-house.ts';
import type { Met } from '../house/undocumented.ts';
import { law, TOKENS } from './intake-given.ts';

export const NDJSON = 'application/x-ndjson';

/** A message of `service-records` as the tests look at it. */
export interface Stored {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly acceptance: string;
  readonly flags: string;
  readonly recordId: string;
  readonly revision: number;
  readonly record: JsonObject;
}

/** One line of a batch's answer. */
export interface Answer {
  readonly line: number;
  readonly recordId?: string;
  readonly status: string;
  readonly problem?: Problem;
}

export interface IntakeHouse {
  readonly house: House;
  readonly database: DataSource;
  /** The intake kills itself when it reaches this step, or no more. */
  dieAt(step: string | null): void;
  say(...facts: readonly ControlFact[]): Promise<void>;
  tokenOf(client: string): Promise<string>;
  /** One record, or any text, as a dealer. */
  post(
    client: string | null,
    body: object | string | Buffer,
    path?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Every answer {@link IntakeHouse.post} met. */
  readonly met: readonly Met[];
  /** A batch: all of it at once, the answer whole. */
  postBatch(client: string, lines: string | Buffer): Promise<Answer[]>;
  /** Everything on `service-records`, by partition and offset. */
  stored(): Promise<Stored[]>;
  /** Values of `notices`. */
  notices(): Promise<JsonObject[]>;
  close(): Promise<void>;
}

export async function openIntakeHouse(): Promise<IntakeHouse> {
  const dataDir = makeDataDir();
  const crashFile = join(dataDir, 'crash-at');
  const test = await openTestHouse({
    dataDir,
    apps: ['issuer', 'intake'],
    env: { intake: { INTAKE_CRASH_AT: `@${crashFile}` } },
    oracle: { tokens: TOKENS, sees: 'records' },
  });
  const { house } = test;
  const { kafkaAdmin, secrets, urls } = house;
  const desk: RecordProducer = createRecordProducer({
    brokers: kafkaAdmin.brokers,
    username: 'app-console',
    password: secrets.kafka.apps.console,
  });
  const records = createTopicScanner(kafkaAdmin, TOPICS.serviceRecords.name);
  const told = createTopicScanner(kafkaAdmin, TOPICS.notices.name);
  const database = createDataSource(house.databaseUrl, { applicationName: 'test' });
  await database.initialize();
  const met: Met[] = [];
  const say = async (...facts: readonly ControlFact[]): Promise<void> => {
    const { name: topic } = TOPICS.control;
    await desk.send(facts.map((stated) => ({ topic, key: stated.id, value: JSON.stringify(stated) })));
  };
  await say(...law());

  const intake: IntakeHouse = {
    house,
    database,
    dieAt: (step) => writeFileSync(crashFile, step ?? ''),
    say,
    tokenOf: (client) => test.token(client),
    met,
    post: async (client, body, path = '/v1/service-records', headers = {}) => {
      const response = await fetch(`${urls.intake}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(client === null ? {} : { authorization: `Bearer ${await test.token(client)}` }),
          ...headers,
        },
        body: typeof body === 'string' || Buffer.isBuffer(body) ? (body as string) : JSON.stringify(body),
      });
      met.push({ app: 'intake', method: 'POST', path, status: response.status });
      if (!response.ok) test.refused(await response.clone().text());
      return response;
    },
    postBatch: async (client, lines) => {
      const answer = await sendBatch(urls.intake, await test.token(client), [lines]);
      const answers = await readAnswers(answer);
      for (const { problem } of answers) if (problem) test.refused(JSON.stringify(problem));
      return answers;
    },
    stored: async () => {
      const all: Stored[] = [];
      await records.scan([], (record) => all.push(toStored(record)));
      return all.sort((one, other) => one.partition - other.partition || Number(one.offset - other.offset));
    },
    notices: async () => {
      const all: JsonObject[] = [];
      await told.scan([], ({ value }) => all.push(JSON.parse(value?.toString() ?? '{}') as JsonObject));
      return all;
    },
    close: async () => {
      await Promise.all([desk.close(), records.close(), told.close(), database.destroy()]);
      await test.close();
    },
  };
  // The dealers of the law just said may send.
  await until('the law is known', async () => (await intake.post('dealer-D001', {})).status === 400);
  return intake;
}

function toStored(message: SourceRecord): Stored {
  const record = JSON.parse(message.value?.toString() ?? 'null') as JsonObject;
  return {
    partition: message.partition,
    offset: message.offset,
    key: message.key?.toString() ?? '',
    acceptance: headerOf(message, HEADERS.acceptance) ?? '',
    flags: headerOf(message, HEADERS.flags) ?? '',
    recordId: record.recordId as string,
    revision: record.revision as number,
    record,
  };
}

/** Sends the parts one after another over one request; resolves with the answer as soon as it begins. */
export async function sendBatch(
  url: string,
  token: string,
  parts: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): Promise<IncomingMessage> {
  const request = httpRequest(`${url}/v1/service-records`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': NDJSON },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  const closed = new Promise((resolve) => request.once('close', resolve));
  const sent = (async () => {
    for await (const part of parts) {
      if (request.destroyed) return;
      if (!request.write(part)) await Promise.race([once(request, 'drain'), closed]);
    }
    request.end();
  })();
  sent.catch((error: Error) => request.destroy(error));
  return answered;
}

/** The answer lines of a batch, read to its end. */
export async function readAnswers(answer: IncomingMessage): Promise<Answer[]> {
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) text += piece as string;
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}: ${text}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}

/** Asks until the answer is `true`; throws after the patience. */
export async function until(what: string, is: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await is().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`not within ${patienceMs} ms: ${what}`);
    await sleep(50);
  }
}
