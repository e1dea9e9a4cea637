// The ledger keeps every decision once, and shows each to those it concerns.
import { patternId } from '#evidence';
import { readerOffset } from '#postgres';
import { TOPICS, type DeadLetter } from '#wire';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  decisionOf,
  fact,
  FINANCE,
  LEAVES,
  messageOf,
  NETWORK,
  openLedgerHouse,
  until,
  VERDICTS,
  type LedgerHouse,
} from './ledger-house.ts';
import { connectAs } from '../house/read-topics.ts';
import { scanSinks } from '../house/scan-sinks.ts';
import type { Answer } from '../house/test-house.ts';
import { undocumented } from '../house/undocumented.ts';

jest.setTimeout(120_000);
let ledger: LedgerHouse;

beforeAll(async () => {
  ledger = await openLedgerHouse();
  const opened = (audience: string, purpose: string) =>
    fact('stream-opened', { stream: `${audience}.${purpose}`, audience, purpose, items: [] });
  const contract = (id: string, code: string) =>
    fact('contract-concluded', { id, recipient: `dealer:${code}`, from: '2020-01-01', to: null });
  await ledger.say(
    opened('bmw-japan-finance', 'joint.valuation'),
    opened('dealer-network', 'joint.workshop-service'),
    contract('c1', 'D001'),
    contract('c2', 'D002'),
    fact('contract-ended', { id: 'c2', recipient: 'dealer:D002', to: null }),
  );
});
afterAll(async () => ledger?.close());

const json = async (answer: Promise<Answer>) => (await answer).json() as Record<string, unknown>;

describe('what is kept', () => {
  it('a decision written many times is stored once, the first one, with its links beside it', async () => {
    const first = decisionOf(FINANCE, { verdicts: VERDICTS });
    const other = decisionOf(FINANCE);
    const again = { ...first, effect: 'withheld', released: null } as const;
    const messages = [first, other, first, again, other].map(messageOf);
    await ledger.gatekeeper.send(messages);
    await ledger.gatekeeper.send([messageOf(again)]);
    const last = decisionOf(FINANCE);
    await ledger.gatekeeper.send([messageOf(last)]);
    await until('all read', async () => (await ledger.ask('dpo', `/v1/decisions/${last.id}`)).status === 200);
    await until('of every partition', async () => (await ledger.stored(FINANCE)) >= 3);

    const { leaves, ...told } = { ...first, verdicts: VERDICTS.map((each, at) => ({ ...each, count: LEAVES[at] })) };
    expect(leaves).toEqual(LEAVES);
    expect(await json(ledger.ask('dpo', `/v1/decisions/${first.id}`))).toEqual(told);
    expect(await ledger.stored(FINANCE)).toBe(3);
    expect(await ledger.number('ledger.links')).toBe(3);
    expect(await ledger.number('ledger.pattern_verdicts')).toBe(VERDICTS.length);
    const [links] = await ledger.database.query<Record<string, string>[]>(
      'SELECT record, vehicle, chassis, salt FROM ledger.links WHERE decision = $1',
      [first.id],
    );
    const { gw_record: record, gw_vehicle: vehicle, gw_chassis: chassis, gw_salt: salt } = messages[0]!.headers!;
    expect(links).toEqual({ record, vehicle, chassis, salt });
  });

  it('a decision read again does not bring back links that were erased', async () => {
    const [erased, last] = [decisionOf(FINANCE), decisionOf(FINANCE)];
    await ledger.gatekeeper.send([messageOf(erased)]);
    await until('stored', async () => (await ledger.number('ledger.links WHERE decision = $1', [erased.id])) === 1);
    await ledger.database.query('DELETE FROM ledger.links WHERE decision = $1', [erased.id]);
    await ledger.gatekeeper.send([messageOf(erased)]);
    // Same key, same partition: when the third of it is stored, the second was read.
    await ledger.gatekeeper.send([messageOf(last)]);
    await until('stored', async () => (await ledger.number('ledger.links WHERE decision = $1', [last.id])) === 1);
    await ledger.untilRead();
    expect(await ledger.number('ledger.links WHERE decision = $1', [erased.id])).toBe(0);
    expect((await ledger.ask('dpo', `/v1/decisions/${erased.id}`)).status).toBe(200);
  });

  it('a decision of an aborted transaction was never made, and leaves nothing to read', async () => {
    const producer = connectAs(ledger.test.house, 'app-gatekeeper').producer({
      transactionalId: 'gatekeeper-9',
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const [aborted, committed, last] = [decisionOf(FINANCE), decisionOf(FINANCE), decisionOf(FINANCE)];
    for (const decision of [aborted, committed, last]) {
      const transaction = await producer.transaction();
      const { key, value } = messageOf(decision);
      await transaction.send({ topic: TOPICS.decisions.name, messages: [{ key, value, partition: 0 }] });
      await (decision === committed ? transaction.commit() : transaction.abort());
    }
    await producer.disconnect();
    await until('stored', () => ledger.isStored(committed.id));
    // Nothing is left to read, though what stands last is nobody's to read.
    const admin = connectAs(ledger.test.house, 'app-ledger').admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(TOPICS.decisions.name);
    await admin.disconnect();
    const isReadTo = ({ partition, high }: (typeof ends)[number]) =>
      readerOffset(ledger.database, TOPICS.decisions.name, partition).then((next) => String(next ?? 0) === high);
    await until('read to the ends', async () => !(await Promise.all(ends.map(isReadTo))).includes(false));
    expect([await ledger.isStored(aborted.id), await ledger.isStored(last.id)]).toEqual([false, false]);
  });

  it('counts decisions and leaves per stream', async () => {
    const at = '2030-01-01T00:00:00.000Z';
    const unread = 'U'.repeat(43);
    await ledger.gatekeeper.send(
      [
        decisionOf(NETWORK, { at, verdicts: VERDICTS }),
        decisionOf(NETWORK, { at, effect: 'recalled', leaves: [2, 1, 8] }),
        decisionOf(NETWORK, { at, effect: 'withheld', released: null, pattern: unread }),
        decisionOf(NETWORK, { at: '2031-01-01T00:00:00Z' }),
      ].map(messageOf),
    );
    await until('stored', async () => (await ledger.stored(NETWORK)) === 4);
    const summary = await json(ledger.ask('auditor', `/v1/summary?since=${at}&until=2030-01-01T09:00:01%2B09:00`));
    expect(summary).toEqual({
      streams: [
        {
          stream: NETWORK,
          decisions: { released: 1, recalled: 1, withheld: 1 },
          withoutPattern: 1,
          leaves: [
            { outcome: 'permit', reason: 'joint_use', count: 9 },
            { outcome: 'withhold', reason: 'consent_absent', count: 2 },
            { outcome: 'withhold', reason: 'unmapped', count: 4 },
          ],
        },
      ],
    });
    expect((await ledger.ask('dpo', '/v1/summary?since=yesterday')).status).toBe(400);
    const [row] = await ledger.database.query<{ id: string }[]>('SELECT id FROM ledger.decisions WHERE pattern = $1', [
      unread,
    ]);
    const early = await ledger.ask('dpo', `/v1/decisions/${row!.id}`);
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).not.toBeNull();
  });

  it('keeps dead letters, and what is no decision as one, by coordinates', async () => {
    const letter: DeadLetter = {
      topic: 'service-records',
      partition: 1,
      offset: '42',
      reason: 'not-json',
      at: '2026-11-22T00:00:00.000Z',
    };
    const { name: topic } = TOPICS.deadLetters;
    await ledger.gatekeeper.send([{ topic, key: 'service-records-1-42', value: JSON.stringify(letter) }]);
    await ledger.gatekeeper.send([{ topic, key: 'service-records-1-42', value: JSON.stringify(letter) }]);
    const [place] = await ledger.gatekeeper.send([{ topic: TOPICS.decisions.name, key: 'x', value: 'no decision' }]);
    await until('stored', async () => (await ledger.number('ledger.dead_letters')) === 2);
    const { deadLetters } = await json(ledger.ask('dpo', '/v1/dead-letters'));
    expect(deadLetters).toEqual([
      expect.objectContaining({
        topic: 'decisions',
        partition: place!.partition,
        offset: String(place!.offset),
        reason: 'not-readable',
      }),
      letter,
    ]);
  });

  it('keeps no value: of what a message may carry beyond its form nothing is stored, answered or logged', async () => {
    const token = 'taint8d1f0c';
    const odd = decisionOf(FINANCE, { verdicts: [{ ...VERDICTS[0], path: `customer.${token}` }] });
    const message = messageOf({ ...odd, customer: token } as never);
    await ledger.gatekeeper.send([
      { ...message, headers: { ...message.headers, [token]: token, gw_subject: token } },
      { topic: TOPICS.decisions.name, key: token, value: JSON.stringify({ ...odd, id: token, at: token }) },
      { topic: TOPICS.deadLetters.name, key: token, value: JSON.stringify({ reason: token }) },
    ]);
    await until('stored', async () => (await ledger.number('ledger.dead_letters')) === 4);
    await until('stored', async () => (await ledger.number('ledger.decisions WHERE id = $1', [odd.id])) === 1);
    expect((await ledger.ask('dpo', '/v1/dead-letters')).text).not.toContain(token);
    expect((await ledger.ask('dpo', `/v1/decisions/${odd.id}`)).text).not.toContain(token);
    const leaks = await scanSinks(ledger.test, [{ text: token, path: '?', item: 'unlisted', kind: 'value' }]);
    const sinks = leaks.map(({ sink }) => sink);
    expect(sinks).toContain('topic decisions value'); // where this test put it: the oracle sees
    expect(sinks.filter((sink) => !/^topic (decisions|dead-letters) /.test(sink))).toEqual([]);
  });
});

describe('who may see it', () => {
  it.each<[string | null, number, number]>([
    ['bmw-japan-finance', 200, 404],
    ['dealer-D001', 404, 200],
    ['dealer-D002', 404, 404], // its contract has ended
    ['dealer-D003', 404, 404], // never had one
    ['bmw-japan', 404, 404],
    ['insurer-tokyo-demo', 404, 404],
    ['dpo', 200, 200],
    ['auditor', 200, 200],
    ['dpo-approver', 404, 404],
    [null, 401, 401],
  ])('%s: Finance’s %i, the network’s %i', async (client, finance, network) => {
    const decisions = [decisionOf(FINANCE, { verdicts: VERDICTS }), decisionOf(NETWORK, { verdicts: VERDICTS })];
    await ledger.gatekeeper.send(decisions.map(messageOf));
    for (const { id } of decisions) await until('stored', () => ledger.isStored(id));
    const statuses = [];
    for (const { id } of decisions) {
      const response = await ledger.ask(client, `/v1/decisions/${id}`);
      statuses.push(response.status);
      const body = response.json() as Record<string, unknown>;
      if (response.status === 404) expect(body.code).toBe('GW_NOT_FOUND');
      expect(JSON.stringify(body)).not.toContain(response.status === 200 ? 'salt' : id);
    }
    expect(statuses).toEqual([finance, network]);
    expect((await ledger.ask(client, '/v1/decisions/unknown')).status).toBe(client === null ? 401 : 404);
  });

  it.each([
    ['/v1/summary', 'bmw-japan-finance', 403],
    ['/v1/summary', 'dpo-approver', 403],
    ['/v1/summary', 'dpo', 200],
    ['/v1/dead-letters', 'dealer-D001', 403],
    ['/v1/dead-letters', 'auditor', 200],
    ['/v1/dead-letters', null, 401],
    ['/openapi.json', null, 200],
  ])('%s as %s: %i', async (path, client, status) => {
    expect((await ledger.ask(client, path)).status).toBe(status);
  });

  it('a dealer whose contract ends sees nothing more', async () => {
    const decision = decisionOf(NETWORK, { verdicts: VERDICTS });
    await ledger.say(fact('contract-concluded', { id: 'c3', recipient: 'dealer:D003', from: '2020-01-01', to: null }));
    await ledger.gatekeeper.send([messageOf(decision)]);
    await until(
      'sees it',
      async () => (await ledger.ask('dealer-D003', `/v1/decisions/${decision.id}`)).status === 200,
    );
    await ledger.say(fact('contract-ended', { id: 'c3', recipient: 'dealer:D003', to: null }));
    await until(
      'does not',
      async () => (await ledger.ask('dealer-D003', `/v1/decisions/${decision.id}`)).status === 404,
      5_000,
    );
  });
});

it('the patterns of this file are what the gatekeeper would name so', () => {
  expect(decisionOf(FINANCE).pattern).toBe(patternId(VERDICTS));
});

it('gives no answer its document does not know', async () => {
  const document = (await ledger.ask(null, '/openapi.json')).json();
  expect(undocumented(document, ledger.test.met)).toEqual([]);
});
