// Control facts through the console: who may state them, each once, on `control` when answered, no person in clear.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { createRecordProducer } from '#kafka';
import type { ControlFact, Problem } from '#wire';
import { readAll } from '../house/read-topics.ts';
import type { Token } from '../house/taint.ts';
import { withHouse } from '../house/test-house.ts';
import { undocumented } from '../house/undocumented.ts';

jest.setTimeout(120_000);

/** Persons, vehicles and secrets that stand nowhere in clear: the oracle looks for them at the end. */
const tokens: Token[] = [];
const test = withHouse({ apps: ['issuer', 'console'], oracle: { tokens, sees: 'facts' } });

interface Stated {
  readonly fact: string;
  readonly controlOffset: string;
  readonly data: Record<string, unknown>;
  readonly credential?: { username: string; password: string };
}

const post = (path: string, body: unknown, as = 'dpo', key?: string) =>
  test().ask('console', `/api/v1/${path}`, {
    as,
    body,
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });
async function stated(...given: Parameters<typeof post>): Promise<Stated> {
  const answer = await post(...given);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.json() as Stated;
}
async function codeOf(...given: Parameters<typeof post>): Promise<string> {
  const answer = await post(...given);
  return `${answer.status} ${(answer.json() as Problem).code}`;
}
async function control(): Promise<{ offset: string; key: string; fact: ControlFact }[]> {
  const messages = await readAll(test().house, { as: 'admin', topics: ['control'] });
  return messages.map(({ offset, key, value }) => ({
    offset,
    key: String(key),
    fact: JSON.parse(String(value)) as ControlFact,
  }));
}

const customer = (customerId: string) => ({ dealerCode: 'D001', customerId });
const consentOf = (customerId: string, more: object = {}) => ({
  customer: customer(customerId),
  recipients: ['finance'],
  items: ['name'],
  purposes: ['joint.valuation'],
  form: 'written',
  obtainedAt: '2026-01-01T00:00:00+09:00',
  basis: '2(9)',
  ...more,
});

describe('a fresh sandbox', () => {
  it('has its policy and its seeded facts on `control`, each once, in order', async () => {
    const facts = await control();
    const ids = facts.map(({ key }) => key);
    // The certificate first: a version without one is held by every gatekeeper.
    expect(ids[0]).toMatch(/^policy-certified:2017-05-30:/);
    expect(ids[1]).toBe('policy-published:2017-05-30');
    expect(new Set(ids).size).toBe(ids.length);
    expect(facts.every(({ key, fact }) => key === fact.id)).toBe(true);
    expect(ids.filter((id) => id.startsWith('stream-opened:'))).toHaveLength(5);
    expect(ids.indexOf('contract-concluded:contract-D009')).toBeLessThan(
      ids.indexOf('contract-ended:contract-D009:sandbox'),
    );
    // Pseudonyms hold any letters: a number of the sample's is looked for between others' bounds, a VIN by more than its beginning.
    const clear = /(?<![\w-])C-\d{4}(?![\w-])|(?:WBA|WBY|WMW)[A-HJ-NPR-Z0-9]{8}|国|customer"/;
    expect(clear.exec(JSON.stringify(facts.slice(2)))).toBeNull();
  });

  it('says the same after a restart, and adds nothing', async () => {
    const before = (await control()).length;
    await test().house.process('console').restart();
    expect(await control()).toHaveLength(before);
  });

  it('shows its policies, whole and with drafts', async () => {
    const ask = (path: string) => test().ask('console', `/api/v1/policies${path}`, { as: 'auditor' });
    expect((await ask('')).json()).toMatchObject({
      policies: [
        { id: '2017-05-30', state: 'in-force', effectiveOn: '2017-05-30', controlOffset: '1' },
        { id: 'art4a-as-b.draft', state: 'draft', effectiveOn: null },
      ],
    });
    expect((await ask('/2017-05-30')).json()).toMatchObject({
      ...{ id: '2017-05-30', document: expect.any(Object) },
      certificate: { policy: '2017-05-30', counts: { violations: 0 }, violations: [] },
    });
    expect((await ask('/2000-01-01')).status).toBe(404);
  });
});

describe('a statement', () => {
  it('is on `control` when it is answered', async () => {
    const id = randomUUID();
    const { fact, controlOffset } = await stated('consents', consentOf('C-1', { id }));
    expect(fact).toBe(`consent-obtained:${id}`);
    expect((await control()).find(({ offset }) => offset === controlOffset)?.key).toBe(fact);
  });

  it('said again gets the same answer; something else under its id is a conflict', async () => {
    const id = randomUUID();
    const first = await stated('consents', consentOf('C-1', { id }));
    expect(await stated('consents', consentOf('C-1', { id }))).toEqual(first);
    expect(await codeOf('consents', consentOf('C-2', { id }))).toBe('409 GW_CONFLICT');
    expect((await control()).filter(({ key }) => key === first.fact)).toHaveLength(1);
  });

  it('said ten times at once is one fact', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => stated('consents', consentOf('C-1'), 'dpo', key)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await control()).filter(({ key: id }) => id === answers[0]?.fact)).toHaveLength(1);
  });

  it('is known by its Idempotency-Key where it can be said again', async () => {
    const key = randomUUID();
    const on = await stated('kill-switch', { on: true }, 'dpo-approver', key);
    expect(await stated('kill-switch', { on: true }, 'dpo-approver', key)).toEqual(on);
    expect(await codeOf('kill-switch', { on: false }, 'dpo-approver', key)).toBe('409 GW_CONFLICT');
    expect((await test().ask('console', '/api/v1/kill-switch', { as: 'auditor' })).json()).toMatchObject({ on: true });
    await stated('kill-switch', { on: false });
    expect((await test().ask('console', '/api/v1/kill-switch', { as: 'auditor' })).json()).toMatchObject({ on: false });
  });

  it('about another one carries its subject or recipient', async () => {
    const id = randomUUID();
    const { data } = await stated('consents', consentOf('C-9', { id }));
    const withdrawn = await stated(`consents/${id}/withdraw`, { withdrawnAt: '2026-11-01T00:00:00Z' });
    expect(withdrawn.data).toEqual({ id, subject: data.subject, withdrawnAt: '2026-11-01T00:00:00Z' });
    expect(await codeOf(`consents/${randomUUID()}/withdraw`, { withdrawnAt: '2026-11-01T00:00:00Z' })).toBe(
      '404 GW_NOT_FOUND',
    );
    const stop = await stated('stops', { kind: 'erasure', at: '2026-11-01T00:00:00Z', customer: customer('C-9') });
    expect(stop.data.subject).toBe(data.subject);
    expect((await stated(`stops/${String(stop.data.id)}/lift`, {})).data).toEqual({
      id: stop.data.id,
      subject: data.subject,
    });
  });

  it('of a withdrawal dated too late can be made again, sooner', async () => {
    const { data } = await stated('consents', consentOf('C-10'));
    const withdraw = (withdrawnAt: string) => stated(`consents/${String(data.id)}/withdraw`, { withdrawnAt });
    const late = await withdraw('2926-11-01T00:00:00Z');
    expect(await withdraw('2926-11-01T00:00:00Z')).toEqual(late);
    expect((await withdraw('2026-11-01T00:00:00Z')).data.withdrawnAt).toBe('2026-11-01T00:00:00Z');
  });

  it('about what nobody stated is not made: no stream closes, no version is accepted, no text reaches `control`', async () => {
    const before = (await control()).length;
    const stranger = encodeURIComponent('見本太郎 090-0000-0000');
    expect(await codeOf(`streams/${stranger}/close`, {})).toBe('404 GW_NOT_FOUND');
    expect(await codeOf('acceptances', { dealer: 'D001', policy: '2099-01-01' })).toBe('404 GW_UNKNOWN_POLICY');
    expect(await control()).toHaveLength(before);
    await stated('acceptances', { dealer: 'D001', policy: '2017-05-30' });
  });

  it('is known by its own client’s key alone', async () => {
    const key = randomUUID();
    const first = await stated('kill-switch', { on: false }, 'dpo-approver', key);
    const other = await stated('kill-switch', { on: false }, 'dpo', key);
    expect(other.controlOffset).not.toBe(first.controlOffset);
  });

  it('of an approval is each person’s own [R18]', async () => {
    const id = randomUUID();
    await stated('orders', { id, recipient: 'authority:court', items: ['vin'], from: '2026-01-01', to: '2026-12-31' });
    const first = await stated(`orders/${id}/approve`, {}, 'dpo');
    const second = await stated(`orders/${id}/approve`, {}, 'dpo-approver');
    expect([first.data.approver, second.data.approver]).toEqual(['dpo', 'dpo-approver']);
    expect(await stated(`orders/${id}/approve`, {}, 'dpo')).toEqual(first);
    const { items } = (await test().ask('console', '/api/v1/orders', { as: 'dpo-approver' })).json() as {
      items: { stated: { id: string }; since: unknown[] }[];
    };
    expect(items.find((item) => item.stated.id === id)?.since).toHaveLength(2);
  });
});

describe('who may', () => {
  const order = { recipient: 'authority:court', items: ['vin'], from: '2026-01-01' };
  it.each<[string, string, object, string]>([
    ['auditor', 'kill-switch', { on: false }, '403 GW_FORBIDDEN'],
    ['auditor', 'consents', consentOf('C-1'), '403 GW_FORBIDDEN'],
    ['dpo-approver', 'consents', consentOf('C-1'), '403 GW_FORBIDDEN'],
    ['dpo-approver', 'orders', order, '403 GW_FORBIDDEN'],
    ['dealer-D001', 'recipients', { recipient: 'bmw-japan' }, '403 GW_FORBIDDEN'],
    ['bmw-japan', 'contracts/contract-D001/end', {}, '403 GW_FORBIDDEN'],
  ])('not %s: %s', async (client, path, body, code) => {
    expect(await codeOf(path, body, client)).toBe(code);
  });

  it('nobody without a token; members read nothing', async () => {
    expect((await test().ask('console', '/api/v1/contracts', { method: 'GET' })).status).toBe(401);
    expect((await test().ask('console', '/api/v1/contracts', { as: 'dealer-D001' })).status).toBe(403);
    expect((await test().ask('console', '/api/v1/contracts', { as: 'dpo-approver' })).status).toBe(403);
    expect((await test().ask('console', '/api/v1/contracts', { as: 'auditor' })).status).toBe(200);
    expect((await test().ask('console', '/api/v1/nothing', { as: 'auditor' })).status).toBe(404);
  });
});

describe('a body', () => {
  it.each<[string, string, object]>([
    ['an unknown property', 'kill-switch', { on: true, more: 1 }],
    ['an item no clause lists', 'consents', consentOf('C-1', { items: ['unlisted'] })],
    ['an id outside the table', 'recipients', { recipient: 'bmw-leasing' }],
    ['a number that is no vehicle’s', 'ownerships', { vehicle: '!', from: '2026-01-01' }],
    ['a policy that does not compile', 'policies', { document: { id: 'x' } }],
  ])('with %s is refused', async (_name, path, body) => {
    expect(await codeOf(path, body)).toBe('400 GW_INVALID_REQUEST');
  });

  it.each([
    ['`__proto__`', '{"on":true,"__proto__":{}}', 'GW_INVALID_JSON'],
    ['a key twice', '{"on":true,"on":false}', 'GW_DUPLICATE_KEY'],
    ['nothing in it', '', 'GW_INVALID_JSON'],
  ])('with %s is refused', async (_what, body, code) => {
    expect(await codeOf('kill-switch', body)).toBe(`400 ${code}`);
    expect((await codeOf('decisions/evaluate', body)).slice(0, 4)).toBe('400 ');
  });
});

it('a new insurer gets a user and a password, told once; a new one on request', async () => {
  const contract = { id: randomUUID(), recipient: 'insurer:osaka-demo', from: '2026-01-01' };
  const { credential } = await stated('contracts', contract);
  expect(credential).toEqual({ username: 'insurer-osaka-demo', password: expect.stringMatching(/^.{30,}$/) });
  expect(await stated('contracts', contract)).not.toHaveProperty('credential');
  const renewed = await post('recipients/insurer:osaka-demo/credential', {});
  expect(renewed.json()).toMatchObject({ username: 'insurer-osaka-demo' });
  expect((await post('recipients/insurer:nobody/credential', {})).status).toBe(404);
  const secrets = [credential?.password, (renewed.json() as { password: string }).password];
  tokens.push(...secrets.map((text): Token => ({ text: String(text), path: '', item: 'envelope', kind: 'value' })));
});

it('keeps no customer and no vehicle in clear, and names none in an error or a log', async () => {
  tokens.push(
    { text: 'TAINTEDCUSTOMER1', path: 'customer.id', item: 'unlisted', kind: 'value' },
    { text: 'WBATA1NTED0V00017', path: 'vehicle.vin', item: 'vin', kind: 'value' },
    { text: 'TAINTEDKEY1', path: '?', item: 'unlisted', kind: 'key' },
  );
  const stop = {
    kind: 'cessation',
    at: '2026-11-01T00:00:00Z',
    customer: customer('TAINTEDCUSTOMER1'),
    vehicles: [{ vehicle: 'WBATA1NTED0V00017', from: '2021-01-01' }],
  };
  await stated('stops', stop);
  await stated('consents', consentOf('TAINTEDCUSTOMER1'));
  await codeOf('stops', { ...stop, TAINTEDKEY1: 1, customer: { ...stop.customer, TAINTEDKEY1: 'TAINTEDCUSTOMER1' } });
  await codeOf('stops', { ...stop, at: 'TAINTEDCUSTOMER1', vehicles: [{ vehicle: 'WBATA1NTED0V00017!', from: 'x' }] });
});

it('shows the newest notice of each kind', async () => {
  const { house } = test();
  const { brokers } = house.kafkaAdmin;
  const app = createRecordProducer({ brokers, username: 'app-intake', password: house.secrets.kafka.apps.intake });
  const notice = (state: string, count: number) => {
    const value = {
      app: 'intake',
      kind: 'trial',
      level: 'state',
      state,
      at: new Date().toISOString(),
      count,
      text: 'TAINTEDNOTICE',
    };
    return { topic: 'notices', key: 'intake', value: JSON.stringify(value) };
  };
  await app.send([notice('holding', 1), notice('running', 2)]);
  await app.close();
  const shown = async () => (await test().ask('console', '/api/v1/notices', { as: 'auditor' })).text;
  const deadline = Date.now() + 15_000;
  while (!(await shown()).includes('"running"') && Date.now() < deadline) await sleep(100);
  expect(JSON.parse(await shown())).toMatchObject({
    notices: expect.arrayContaining([
      expect.objectContaining({
        app: 'intake',
        kind: 'trial',
        notice: expect.objectContaining({ state: 'running', count: 2 }),
      }),
    ]),
  });
  expect(await shown()).not.toContain('TAINTEDNOTICE');

  const { gatekeeper } = house.secrets.kafka.apps;
  const gate = createRecordProducer({ brokers, username: 'app-gatekeeper', password: gatekeeper });
  const told = { app: 'gatekeeper', kind: 'faulty-facts.gatekeeper-0', level: 'alert', state: 'unread', count: 2 };
  const value = JSON.stringify({ ...told, at: new Date().toISOString() });
  await gate.send([{ topic: 'notices', key: 'gatekeeper', value }]);
  await gate.close();
  while (!(await shown()).includes('faulty-facts') && Date.now() < deadline + 15_000) await sleep(100);
  const { app: name, kind, ...alert } = told;
  const { notices } = JSON.parse(await shown()) as { notices: object[] };
  expect(notices[0]).toMatchObject({ app: name, kind, notice: alert });
  expect((await test().ask('console', '/api/v1/notices', { as: 'dpo-approver' })).status).toBe(403);
});

it('describes itself', async () => {
  const answer = await test().ask('console', '/openapi.json');
  const document = answer.json() as {
    openapi: string;
    paths: Record<string, unknown>;
    components: { schemas: Record<string, { properties?: object }> };
  };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/api/v1/decisions/evaluate', '/api/v1/contracts/{id}/end']),
  );
  expect(undocumented(document, test().met)).toEqual([]);
  expect(Object.keys(document.components.schemas.ConsentDto?.properties ?? {})).toContain('obtainedAt');
});
