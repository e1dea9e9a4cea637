// Delivery: a member pulls what its topic holds, each record once, in order, from any place, and nobody else pulls anything.
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateSample } from '../../scripts/sample/generate.ts';
import { sendBatch } from '../../scripts/sample/send.ts';
import { openReader, readAll, type ReadMessage } from '../house/read-topics.ts';
import { withHouse, type Answer } from '../house/test-house.ts';

jest.setTimeout(60_000);

const test = withHouse({ apps: ['issuer', 'console', 'intake', 'gatekeeper', 'delivery'] });
const VALUATION = 'bmw-japan-finance.joint.valuation';
const NETWORK = 'dealer-network.joint.workshop-service';
const STREAMS = 5;
const records = generateSample({ records: 40, day: '2026-11-20' });

interface StreamEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly recordId: string; readonly revision: number };
}
interface Page {
  readonly records: readonly StreamEvent[];
  readonly next: string;
  readonly hasMore: boolean;
}

type Query = Readonly<Record<string, string | number>>;

const path = (stream: string, query: Query = {}) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  return `/v1/streams/${encodeURIComponent(stream)}/records?${search.toString()}`;
};
const ask = (as: string, stream: string, query: Query = {}) => test().ask('delivery', path(stream, query), { as });
const pageOf = (answer: Answer): Page => {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json() as Page;
};
const codeOf = (answer: Answer) => [answer.status, (answer.json() as { code: string }).code];

/** Page by page until nothing more is there. */
async function pullAll(as: string, stream: string, limit: number, from?: string): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for (let cursor = from; ; ) {
    const page = pageOf(await ask(as, stream, { limit, ...(cursor === undefined ? {} : { cursor }) }));
    events.push(...page.records);
    cursor = page.next;
    if (!page.hasMore) return events;
  }
}

const ofKafka = (as: string, stream: string): Promise<readonly ReadMessage[]> =>
  readAll(test().house, { as, topics: [`provision.${stream.replaceAll(':', '-')}`] });

beforeAll(async () => {
  const { house } = test();
  const decided = await openReader(house, { as: 'app-ledger', topics: ['decisions'] });
  let accepted = 0;
  for (const dealer of ['D001', 'D002', 'D003']) {
    const own = records.filter(({ dealerCode }) => dealerCode === dealer);
    for await (const { status } of sendBatch(house.urls.intake, await test().token(`dealer-${dealer}`), own))
      if (status === 'accepted') accepted += 1;
  }
  await decided.until((messages) => messages.length >= accepted * STREAMS);
  await decided.close();
});

describe('a member', () => {
  it('pulls what its topic holds, byte for byte', async () => {
    const answer = await ask('bmw-japan-finance', VALUATION, { limit: 1000 });
    const page = pageOf(answer);
    expect(page.hasMore).toBe(false);
    const messages = await ofKafka('bmw-japan-finance', VALUATION);
    expect(page.records.map(({ id }) => id).sort()).toEqual(messages.map(({ headers }) => headers['ce_id']).sort());
    for (const { value } of messages) expect(answer.text).toContain(`"data":${String(value)}}`);
    expect(new Set(page.records.map(({ type }) => type))).toEqual(
      new Set(['service-record.released.v1', 'service-record.recalled.v1']),
    );
  });

  it('gets the same by pages of one', async () => {
    const [whole, single] = [1000, 1].map((limit) => pullAll('dealer-D001', NETWORK, limit));
    expect(await single).toEqual(await whole);
  });
});

describe('nobody else', () => {
  it.each([
    ['bmw-japan', VALUATION],
    ['dealer-D001', VALUATION],
    ['dealer-D009', NETWORK],
    ['bmw-japan-finance', NETWORK],
    ['dpo', VALUATION],
    ['auditor', NETWORK],
    ['bmw-japan-finance', 'bmw-japan-finance.company.credit'],
  ])('as %s on %s learns even that it is there', async (client, stream) => {
    const answer = await ask(client, stream);
    expect([answer.status, answer.text]).toEqual([404, (await ask(client, 'no.such.stream')).text]);
    expect(codeOf(answer)).toEqual([404, 'GW_NOT_FOUND']);
  });
});
