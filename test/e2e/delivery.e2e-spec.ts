// Delivery: a member pulls what its topic holds, each record once, in order, from any place; and nobody else pulls anything.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { clientCredentials, createDeliveryClient, createRecordState, type StreamEvent, type StreamPage } from '#client';
import { CUSTOMER_ITEMS, topicOf, VEHICLE_ITEMS, type JsonObject } from '#wire';
import { castOf } from '../../scripts/sample/cast.ts';
import { generateSample } from '../../scripts/sample/generate.ts';
import { createRandom } from '../../scripts/sample/random.ts';
import { repairOrder } from '../../scripts/sample/repair-order.ts';
import { sendBatch } from '../../scripts/sample/send.ts';
import { until } from '../gatekeeper/gatekeeper-run.js';
import { connectAs, openReader, readAll, type Reader } from '../house/read-topics.ts';
import { byItems, findTokens, scanSinks } from '../house/scan-sinks.ts';
import { taint, type Token } from '../house/taint.ts';
import { withHouse, type Answer } from '../house/test-house.ts';

jest.setTimeout(60_000);

const test = withHouse({ apps: ['issuer', 'console', 'intake', 'gatekeeper', 'delivery'] });
const FINANCE = 'bmw-japan-finance';
const VALUATION = `${FINANCE}.joint.valuation`;
const INFORMATION = `${FINANCE}.joint.product-information`;
const NETWORK = 'dealer-network.joint.workshop-service';
const COMPANY = 'bmw-japan.company.vehicle-notices';
const STREAMS = 5;
const DAY = '2026-11-20';
/** For the tainted records: of customers without a word on file. */
const MAY_REACH = byItems({
  ...Object.fromEntries([VALUATION, INFORMATION, NETWORK].map((stream) => [topicOf(stream), VEHICLE_ITEMS])),
  [topicOf(COMPANY)]: [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS],
});

type Query = Readonly<Record<string, string | number>>;

const tokens: Token[] = [];
/** What was pulled, with the topic it came from. */
const pulled: { readonly topic: string; readonly text: string }[] = [];
let decided: Reader;
let decisions = 0;

async function ask(as: string, stream: string, query: Query = {}): Promise<Answer> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  const answer = await test().ask('delivery', `/v1/streams/${stream}/records?${search.toString()}`, { as });
  if (answer.status === 200) pulled.push({ topic: topicOf(stream), text: answer.text });
  return answer;
}
const pageOf = (answer: Answer): StreamPage => {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json() as StreamPage;
};
const page = async (as: string, stream: string, query: Query = {}) => pageOf(await ask(as, stream, query));
const codeOf = (answer: Answer) => [answer.status, (answer.json() as { code: string }).code];
const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);

/** Page by page until nothing more is there: what came, and the cursor behind it. */
async function pullAll(as: string, stream: string, limit: number, from?: string) {
  const records: StreamEvent[] = [];
  for (let cursor = from; ; ) {
    const one = await page(as, stream, { limit, ...(cursor === undefined ? {} : { cursor }) });
    expect(one.records.length).toBeLessThanOrEqual(limit);
    records.push(...one.records);
    cursor = one.next;
    if (!one.hasMore) return { records, next: cursor };
  }
}

const ofKafka = (as: string, stream: string) => readAll(test().house, { as, topics: [topicOf(stream)] });

/** Sends through intake, and waits until every decision on what was accepted is committed. */
async function send(records: readonly JsonObject[]): Promise<void> {
  for (const dealer of ['D001', 'D002', 'D003']) {
    const own = records.filter(({ dealerCode }) => dealerCode === dealer);
    if (own.length === 0) continue;
    const token = await test().token(`dealer-${dealer}`);
    for await (const { status } of sendBatch(test().house.urls.intake, token, own))
      if (status === 'accepted') decisions += STREAMS;
  }
  await decided.until((messages) => messages.length >= decisions, 60_000);
}

let drawn = 0;
/** A visit of a customer nobody has a word of on file. */
function visit(): JsonObject {
  drawn += 1;
  const person = { ...castOf('C-1006'), customerId: `C-9${String(drawn).padStart(3, '0')}` };
  return repairOrder({ recordId: `D001-delivery-${drawn}`, person, day: DAY, random: createRandom(7, DAY, drawn) });
}

const clientOf = (id: string) => {
  const { urls, credentials } = test().house;
  const { clientId, clientSecret } = credentials.clients[id]!;
  return createDeliveryClient({
    url: urls.delivery,
    tokens: clientCredentials({ tokenUrl: `${urls.issuer}/token`, clientId, clientSecret }),
  });
};

beforeAll(async () => {
  decided = await openReader(test().house, { as: 'app-ledger', topics: ['decisions'] });
  const tainted = [visit(), visit()].map(taint);
  tokens.push(...tainted.flatMap((one) => one.tokens));
  await send([...generateSample({ records: 40, day: DAY }), ...tainted.map(({ record }) => record)]);
}, 60_000);

describe('a member', () => {
  it('pulls what its topic holds, byte for byte, releases and recalls', async () => {
    const answer = await ask(FINANCE, VALUATION, { limit: 1000 });
    const { records, hasMore } = pageOf(answer);
    expect(hasMore).toBe(false);
    const messages = await ofKafka(FINANCE, VALUATION);
    expect(idsOf(records).sort()).toEqual(messages.map(({ headers }) => headers['ce_id']).sort());
    for (const { value } of messages) expect(answer.text).toContain(`"data":${String(value)}}`);
    const types = new Set(records.map(({ type }) => type));
    expect(types).toEqual(new Set(['service-record.released.v1', 'service-record.recalled.v1']));
    expect(answer.headers.get('link')).toMatch(
      /^<\/v1\/streams\/[a-z.-]+\/records\?cursor=[\w-]+&limit=1000>; rel="next"$/,
    );
  });

  it('gets the same by pages of one, and as a batch of CloudEvents', async () => {
    const [whole, single] = await Promise.all([1000, 1].map((limit) => pullAll('dealer-D001', NETWORK, limit)));
    expect(single!.records).toEqual(whole!.records);
    const batch = await test().ask('delivery', `/v1/streams/${NETWORK}/records?limit=1000`, {
      as: 'dealer-D001',
      headers: { accept: 'application/cloudevents-batch+json' },
    });
    expect(batch.headers.get('content-type')).toContain('application/cloudevents-batch+json');
    expect(batch.json()).toEqual(whole!.records);
  });

  it('has the state Kafka gives, rebuilt by the client from the beginning', async () => {
    const state = createRecordState();
    for await (const { event } of clientOf(FINANCE).records(VALUATION, { follow: false, limit: 7 })) state.apply(event);
    const expected = new Map<string, unknown>();
    // Of one record all revisions lie in one partition, in their order.
    for (const { key, value, headers } of await ofKafka(FINANCE, VALUATION)) {
      if (headers['ce_type'] === 'service-record.recalled.v1') expected.delete(String(key));
      else expected.set(String(key), JSON.parse(String(value)));
    }
    expect(new Map([...state.records()].sort())).toEqual(new Map([...expected].sort()));
    expect(expected.size).toBeGreaterThan(20);
  });

  it('loses and doubles nothing while records come in', async () => {
    const before = await pullAll(FINANCE, INFORMATION, 1000);
    let isSending = true;
    const sending = send(Array.from({ length: 30 }, visit)).finally(() => (isSending = false));
    const came: StreamEvent[] = [];
    let cursor = before.next;
    while (isSending) {
      const part = await pullAll(FINANCE, INFORMATION, 2, cursor);
      came.push(...part.records);
      cursor = part.next;
    }
    await sending;
    came.push(...(await pullAll(FINANCE, INFORMATION, 3, cursor)).records);
    const all = (await ofKafka(FINANCE, INFORMATION)).map(({ headers }) => headers['ce_id']);
    expect(idsOf([...before.records, ...came]).sort()).toEqual(all.sort());
  });
});

it('says what it serves, and counts it', async () => {
  const { openapi, paths } = (await test().ask('delivery', '/openapi.json')).json() as {
    openapi: string;
    paths: object;
  };
  expect([openapi, Object.keys(paths)]).toEqual(['3.1.0', ['/v1/streams/{stream}/records']]);
  const { text } = await test().ask('delivery', '/metrics');
  expect(text).toMatch(new RegExp(`^delivery_records_total\\{.*stream="${VALUATION}".*\\} [1-9]`, 'm'));
  expect(text).not.toMatch(/delivery_unreadable_total\S* [1-9]/);
});

describe('nobody else', () => {
  it.each([
    ['bmw-japan', VALUATION],
    ['dealer-D001', VALUATION],
    ['dealer-D009', NETWORK],
    [FINANCE, NETWORK],
    ['dpo', VALUATION],
    ['auditor', NETWORK],
    [FINANCE, `${FINANCE}.company.credit`],
  ])('as %s on %s learns even that it is there', async (client, stream) => {
    const answer = await ask(client, stream);
    expect([answer.status, answer.text]).toEqual([404, (await ask(client, 'no.such.stream')).text]);
    expect(codeOf(await ask(client, stream, { cursor: 'x', limit: 0 }))).toEqual([404, 'GW_NOT_FOUND']);
  });

  it('has a use for a cursor of another, a forged one or none at all', async () => {
    const { next } = await page(FINANCE, VALUATION, { limit: 1 });
    expect(codeOf(await ask(FINANCE, INFORMATION, { cursor: next }))).toEqual([400, 'GW_FOREIGN_CURSOR']);
    const forged = `${next.slice(0, -3)}${next.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    for (const cursor of [forged, 'x', `${next}A`]) {
      expect(codeOf(await ask(FINANCE, VALUATION, { cursor }))).toEqual([400, 'GW_INVALID_CURSOR']);
    }
    const faulty: Query[] = [{ cursor: '' }, { limit: 0 }, { limit: 1001 }, { wait: 31 }, { wait: '1.5' }];
    for (const query of faulty) {
      expect(codeOf(await ask(FINANCE, VALUATION, query))).toEqual([400, 'GW_INVALID_REQUEST']);
    }
  });
});

describe('a request that waits', () => {
  it('is answered when a record comes, and empty when none does', async () => {
    const { next } = await pullAll(FINANCE, VALUATION, 1000);
    const empty = await page(FINANCE, VALUATION, { cursor: next, wait: 1 });
    expect(empty).toMatchObject({ records: [], hasMore: false });
    const startedAt = Date.now();
    const [waited] = await Promise.all([page(FINANCE, VALUATION, { cursor: empty.next, wait: 30 }), send([visit()])]);
    expect(waited.records).toHaveLength(1);
    expect(Date.now() - startedAt).toBeLessThan(15_000);
  });

  it('gives nothing to a member whose contract ends meanwhile [R22]', async () => {
    const { next } = await pullAll('dealer-D003', NETWORK, 1000);
    const { next: others } = await pullAll('dealer-D001', NETWORK, 1000);
    const leaving = ask('dealer-D003', NETWORK, { cursor: next, wait: 30 });
    const staying = page('dealer-D001', NETWORK, { cursor: others, wait: 30 });
    await sleep(300);
    const ended = await test().ask('console', '/api/v1/contracts/contract-D003/end', { as: 'dpo', body: {} });
    expect(ended.status).toBe(201);
    await send([visit()]);
    expect((await staying).records).toHaveLength(1);
    expect(codeOf(await leaving)).toEqual([404, 'GW_NOT_FOUND']);
    expect(codeOf(await ask('dealer-D003', NETWORK, { cursor: next }))).toEqual([404, 'GW_NOT_FOUND']);
  });

  it('is one of eight at a time', async () => {
    const { next } = await pullAll('bmw-japan', COMPANY, 1000);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask('bmw-japan', COMPANY, { cursor: next, wait: 2 })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(refused.map(codeOf)).toEqual(Array.from({ length: 2 }, () => [429, 'GW_RATE_LIMITED']));
    expect(refused[0]!.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await ask('bmw-japan', COMPANY)).toMatchObject({ status: 200 });
  });
});

describe('transactions', () => {
  it('that are open are not seen, nor ever one that was aborted, however they lie across one another', async () => {
    const topic = topicOf(VALUATION);
    const { next } = await pullAll(FINANCE, VALUATION, 1000);
    const [model] = await ofKafka(FINANCE, VALUATION);
    const kafka = connectAs(test().house, 'admin');
    const producers = ['one', 'two'].map((transactionalId) =>
      kafka.producer({ idempotent: true, transactionalId, maxInFlightRequests: 1 }),
    );
    await Promise.all(producers.map((producer) => producer.connect()));
    const [one, two] = producers as [(typeof producers)[0], (typeof producers)[0]];
    const message = (id: string) => {
      const headers = { ...model!.headers, ce_id: id, gw_decision: id };
      return { topic, messages: [{ partition: 0, key: id, value: model!.value, headers }] };
    };
    const write = async (producer: typeof one, id: string) => {
      const transaction = await producer.transaction();
      await transaction.send(message(id));
      return transaction;
    };
    for (const id of ['aborted-1', 'aborted-2']) await (await write(one, id)).abort();
    const [open, aborted] = [await write(one, 'open'), await write(two, 'aborted-3')];
    await aborted.abort();
    await (await write(two, 'behind-open')).commit();
    expect((await page(FINANCE, VALUATION, { cursor: next })).records).toEqual([]);
    await open.abort();
    const across = [await write(one, 'aborted-4'), await write(two, 'committed')];
    await across[1]!.commit();
    await across[0]!.abort();
    await (await write(one, 'last')).commit();
    await Promise.all(producers.map((producer) => producer.disconnect()));
    // The broker may write a marker after it has answered.
    await until('all are ended', async () => (await pullAll(FINANCE, VALUATION, 1000, next)).records.length === 3);
    for (const limit of [1, 2, 1000]) {
      const { records } = await pullAll(FINANCE, VALUATION, limit, next);
      expect(idsOf(records)).toEqual(['behind-open', 'committed', 'last']);
    }
  });
});

describe('a cursor', () => {
  it('goes on after the delivery has started again; who waits when it stops is answered', async () => {
    const half = await page(FINANCE, VALUATION, { limit: 9 });
    const { records, next } = await pullAll(FINANCE, VALUATION, 1000, half.next);
    const waiting = page(FINANCE, VALUATION, { cursor: next, wait: 30 });
    await sleep(300);
    const stoppedAt = Date.now();
    await test().house.process('delivery').stop();
    expect(Date.now() - stoppedAt).toBeLessThan(8_000);
    await test().house.process('delivery').start();
    expect(await waiting).toMatchObject({ records: [], hasMore: false });
    expect((await pullAll(FINANCE, VALUATION, 1000, half.next)).records).toEqual(records);
  });

  it('goes on after the broker was killed, and the client waits until it is back', async () => {
    const half = await page(FINANCE, VALUATION, { limit: 9 });
    const { records } = await pullAll(FINANCE, VALUATION, 1000, half.next);
    const kafka = test().house.process('kafka');
    kafka.kill('SIGKILL');
    await kafka.ended();
    expect(codeOf(await ask(FINANCE, VALUATION, { cursor: half.next }))).toEqual([503, 'GW_UNAVAILABLE']);
    const starting = kafka.start();
    const events: StreamEvent[] = [];
    const query = { cursor: half.next, follow: false, limit: 20 };
    for await (const { event } of clientOf(FINANCE).records(VALUATION, query)) events.push(event);
    expect(events).toEqual(records);
    await starting;
    await decided.close();
    decided = await openReader(test().house, { as: 'app-ledger', topics: ['decisions'] });
  });

  it('goes on when its topic has grown, and is refused once what follows it was removed', async () => {
    const topic = topicOf(VALUATION);
    const admin = connectAs(test().house, 'admin').admin();
    await admin.connect();
    const first = await page(FINANCE, VALUATION, { limit: 1 });
    const { next } = await pullAll(FINANCE, VALUATION, 1000);
    await admin.createPartitions({ topicPartitions: [{ topic, count: 8 }] });
    await send([visit(), visit(), visit(), visit(), visit(), visit()]);
    const client = clientOf(FINANCE);
    const came: string[] = [];
    for await (const { event } of client.records(VALUATION, { cursor: next, waitS: 5 })) {
      came.push(event.id);
      if (came.length === 6) break;
    }
    const inKafka = await ofKafka(FINANCE, VALUATION);
    expect(inKafka.map(({ headers }) => headers['ce_id'])).toEqual(expect.arrayContaining(came));
    expect(new Set(came).size).toBe(6);

    const [{ partition = 0, offset = '0' } = {}] = inKafka.filter(
      ({ headers }) => headers['ce_id'] !== first.records[0]!.id,
    );
    // kafkajs finds leaders only of topics it has been asked about.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(BigInt(offset) + 1n) }] });
    await admin.disconnect();
    expect(codeOf(await ask(FINANCE, VALUATION, { cursor: first.next }))).toEqual([410, 'GW_CURSOR_GONE']);
    await expect(client.page(VALUATION, { cursor: first.next })).rejects.toMatchObject({ code: 'GW_CURSOR_GONE' });
    // kafkajs by itself shows messages of aborted transactions that overlap: those apart.
    const seen = (await ofKafka(FINANCE, VALUATION)).map(({ headers }) => headers['ce_id'] ?? '');
    const left = seen.filter((id) => id !== 'open' && !id.startsWith('aborted'));
    expect(idsOf((await pullAll(FINANCE, VALUATION, 1000)).records).sort()).toEqual(left.sort());
  });
});

it('no value stands where its item may not: in no answer, topic, log, table or metric [R34]', async () => {
  expect(tokens.length).toBeGreaterThan(40);
  const reached = pulled.flatMap(({ topic, text }) => findTokens(tokens, text).map((token) => ({ topic, token })));
  expect(reached.length).toBeGreaterThan(10);
  expect(reached.filter(({ topic, token }) => !MAY_REACH(topic, token))).toEqual([]);
  expect(await scanSinks(test(), tokens, MAY_REACH)).toEqual([]);
  await decided.close();
});
