// What the house pushes to a collector: the whole way of a record in linked traces, the metrics of the list, and no value.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METRICS, type Metric } from '#process';
import { CUSTOMER_ITEMS, topicOf, VEHICLE_ITEMS } from '#wire';
import { castOf } from '../../scripts/sample/cast.ts';
import { createRandom } from '../../scripts/sample/random.ts';
import { repairOrder } from '../../scripts/sample/repair-order.ts';
import { openOtlpReceiver, type OtlpReceiver, type SeenSpan } from '../house/otlp-receiver.ts';
import { connectAs, openReader, readAll, type Reader } from '../house/read-topics.ts';
import { byItems, findTokens } from '../house/scan-sinks.ts';
import { taint, type Token } from '../house/taint.ts';
import { openTestHouse, type TestHouse } from '../house/test-house.ts';

const APPS = ['console', 'intake', 'gatekeeper', 'delivery', 'ledger'] as const;
const JOINT = [
  'bmw-japan-finance.joint.valuation',
  'bmw-japan-finance.joint.product-information',
  'dealer-network.joint.workshop-service',
];
const COMPANY = 'bmw-japan.company.vehicle-notices';
const RELEASES = [...JOINT, COMPANY].map(topicOf);
const MAY_REACH = byItems({
  ...Object.fromEntries(JOINT.map((stream) => [topicOf(stream), VEHICLE_ITEMS])),
  [topicOf(COMPANY)]: [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS],
});
/** They tell of what need not happen here: faults of Kafka, holds and aborts at the start, what was lost or cannot be read. */
const MAY_LACK = [
  'gatekeeper.holds',
  'gatekeeper.transaction.aborts',
  'gatekeeper.faults',
  'ledger.lost',
  'delivery.unreadable',
] as const;

const DEALER = randomBytes(16).toString('hex');
const DEALERS_SPAN = randomBytes(8).toString('hex');
const MEMBER = randomBytes(16).toString('hex');
const traceparent = (traceId: string, spanId: string) => `00-${traceId}-${spanId}-01`;

/** A word to be found again, put where no field of a record is. */
const tokens: Token[] = [];
function planted(path: string): string {
  const text = `T${randomBytes(6).toString('hex').toUpperCase()}`;
  tokens.push({ text, path, item: 'unlisted', kind: 'value' });
  return text;
}
const headers = (traceId: string, spanId: string) => ({
  traceparent: traceparent(traceId, spanId),
  tracestate: `a=${planted('tracestate')}`,
  baggage: `b=${planted('baggage')}`,
  'user-agent': planted('user-agent'),
  'x-request-id': planted('x-request-id'),
});

function visit() {
  const person = { ...castOf('C-1006'), customerId: 'C-9001' };
  const random = createRandom(3, '2026-11-20', 1);
  const tainted = taint(repairOrder({ recordId: 'D001-telemetry', person, day: '2026-11-20', random }));
  tokens.push(...tainted.tokens);
  return tainted.record;
}

describe('telemetry', () => {
  let receiver: OtlpReceiver;
  let test: TestHouse;
  let kept: Reader;

  const linked = (span: SeenSpan) => span.links.map(({ traceId, spanId }) => `${traceId}/${spanId}`);
  const at = ({ traceId, spanId }: { traceId: string; spanId: string }) => `${traceId}/${spanId}`;

  beforeAll(async () => {
    receiver = await openOtlpReceiver();
    test = await openTestHouse({
      traces: false,
      env: Object.fromEntries(APPS.map((app) => [app, receiver.environment])),
      oracle: { tokens, mayReach: MAY_REACH, sees: 'records' },
    });
    kept = await openReader(test.house, { as: 'admin', topics: ['decisions', 'dead-letters', ...RELEASES] });
  }, 240_000);
  afterAll(async () => {
    await receiver.close();
  });

  const arrived = (topic: string, count: number) =>
    kept.until((messages) => messages.filter((message) => message.topic === topic).length >= count);

  it('sends a record, what is refused, and what cannot be judged', async () => {
    const record = visit();
    const post = (body: unknown, more: { contentType?: string; as?: string } = {}) =>
      test.ask('intake', '/v1/service-records', {
        ...{ as: 'dealer-D001', body, headers: headers(DEALER, DEALERS_SPAN) },
        ...more,
      });
    expect((await post(record)).status).toBe(202);
    expect((await post(record)).status).toBe(202);
    expect((await post({ ...record, remarks: planted('remarks') })).status).toBe(409);
    expect((await post({ ...record, [planted('unknown key')]: 1, revision: planted('revision') })).status).toBe(400);
    expect((await post(`{"${planted('broken')}"`)).status).toBe(400);
    expect((await post(`${planted('line')}\n`, { contentType: 'application/x-ndjson' })).status).toBe(200);
    expect((await post(record, { as: 'dealer-D002' })).status).toBeGreaterThanOrEqual(400);
    const nowhere = `/${planted('address')}?q=${planted('query')}`;
    expect((await test.ask('intake', nowhere, { as: 'dealer-D001' })).status).toBe(404);
    const cursor = `/v1/streams/${planted('stream')}/records?cursor=${planted('cursor')}`;
    expect((await test.ask('delivery', cursor, { as: 'bmw-japan-finance' })).status).toBe(404);
    const wrong = { at: planted('at'), record, purpose: planted('purpose') };
    expect((await test.ask('console', '/api/v1/decisions/evaluate', { as: 'dpo', body: wrong })).status).toBe(400);
    expect((await test.ask('ledger', `/v1/decisions/${planted('id')}`, { as: 'dpo' })).status).toBe(404);

    const producer = connectAs(test.house, 'app-intake').producer();
    await producer.connect();
    const broken = {
      value: `{"${planted('dead key')}":"${planted('dead value')}`,
      headers: { traceparent: traceparent(DEALER, DEALERS_SPAN), tracestate: planted('dead header') },
    };
    await producer.send({ topic: 'service-records', messages: [broken] });
    await producer.disconnect();
    await arrived('dead-letters', 1);
    await arrived('decisions', 5);
    await arrived(RELEASES[0]!, 1);
    const pull = `/v1/streams/${JOINT[0]}/records?limit=10`;
    const pulled = await test.ask('delivery', pull, {
      ...{ as: 'bmw-japan-finance', headers: headers(MEMBER, DEALERS_SPAN) },
    });
    expect((pulled.json() as { records: unknown[] }).records).toHaveLength(1);
  }, 60_000);

  it('is one way from the request to the release, the ledger and the pull', async () => {
    const request = await receiver.span(
      "the dealer's request at the intake",
      ({ app, traceId, attributes }) =>
        app === 'intake' && traceId === DEALER && attributes['http.response.status_code'] === 202,
    );
    expect(request).toMatchObject({ name: 'POST /v1/service-records', parentSpanId: DEALERS_SPAN });
    const decide = await receiver.span('the record decided', ({ name }) => name === 'decide');
    expect(decide).toMatchObject({ app: 'gatekeeper', traceId: DEALER, parentSpanId: request.spanId });
    const batch = await receiver.span('the batch', (span) => linked(decide).includes(at(span)));
    expect(batch).toMatchObject({ name: 'process service-records', attributes: { outcome: 'committed' } });
    expect(linked(batch)).toContain(at(request));
    expect(batch.traceId).not.toBe(DEALER);
    await receiver.span(
      'the ledger',
      (span) => span.app === 'ledger' && span.name === 'process decisions' && linked(span).includes(at(decide)),
    );
    const pull = await receiver.span('the pull', ({ app, traceId }) => app === 'delivery' && traceId === MEMBER);
    const released = receiver.spans().filter((span) => span.name === 'release' && span.attributes.stream === JOINT[0]);
    expect(released.map(linked)).toEqual([[at(decide)]]);
    expect(linked(pull)).toEqual(released.map(at));
  }, 30_000);

  it('gives each audience a trace of its own, and nobody the dealer’s', async () => {
    const messages = (await readAll(test.house, { as: 'admin', topics: RELEASES })).map(({ headers: each }) => each);
    const given = messages.map((each) => each.traceparent ?? '');
    expect(given.length).toBeGreaterThanOrEqual(RELEASES.length);
    for (const one of given) expect(one).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(new Set(given.flatMap((one) => [one.slice(3, 35), one.slice(36, 52)])).size).toBe(2 * given.length);
    const inside = new Set(
      receiver
        .spans()
        .filter(({ name }) => name !== 'release')
        .map(({ traceId }) => traceId),
    );
    for (const one of given) expect(inside.has(one.slice(3, 35))).toBe(false);
    const texts = JSON.stringify(messages);
    expect(texts).not.toContain(DEALER);
    expect(texts).not.toContain('tracestate');
  });

  it('measures what the list says, with its unit and no label besides', async () => {
    await kept.close();
    await test.close();
    const listed: Readonly<Record<string, Metric>> = METRICS;
    const seen = receiver.metrics();
    for (const { app, name, unit, points } of seen) {
      const metric = listed[name];
      expect([name, metric?.unit]).toEqual([name, unit]);
      expect(metric?.apps).toContain(app);
      for (const labels of points) for (const label of Object.keys(labels)) expect(metric?.labels).toContain(label);
    }
    const missing = Object.keys(METRICS).filter((name) => !seen.some((metric) => metric.name === name));
    expect(MAY_LACK).toEqual(expect.arrayContaining(missing));
    const rejected = seen.filter(({ name }) => name === 'intake.records').flatMap(({ points }) => points);
    expect(new Set(rejected.map(({ outcome }) => outcome))).toEqual(
      new Set([
        'accepted',
        'duplicate',
        'GW_REVISION_CONFLICT',
        'GW_WRONG_DEALER',
        'GW_INVALID_RECORD',
        'GW_INVALID_JSON',
      ]),
    );
    expect(receiver.resources()).toEqual(
      new Set([
        ...['service.name', 'service.instance.id'],
        ...['telemetry.sdk.language', 'telemetry.sdk.name', 'telemetry.sdk.version'],
      ]),
    );
  }, 60_000);

  it('tells the collector nothing of what was planted', () => {
    expect(tokens.length).toBeGreaterThan(50);
    const apps = new Set([...receiver.spans(), ...receiver.metrics()].map(({ app }) => app));
    expect(apps).toEqual(new Set(APPS));
    for (const { path, headers: sent, body } of receiver.exports) {
      const found = findTokens(tokens, `${JSON.stringify(sent)} ${body}`);
      expect([path, found.map(({ path: of, kind }) => `${kind} of ${of}`)]).toEqual([path, []]);
    }
    for (const { line } of test.lines) expect(findTokens(tokens, line)).toEqual([]);
  });
});
