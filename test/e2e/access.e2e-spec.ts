// Who may read what on the broker: each member its audience's topics while its contract runs, and nothing else.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import kafkajs from 'kafkajs';
import { createRecordProducer, type RecordProducer } from '#kafka';
import { connectAs, openReader, readAll, type Reader } from '../house/read-topics.ts';
import type { Token } from '../house/taint.ts';
import { withHouse } from '../house/test-house.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

jest.setTimeout(180_000);

/** The members' secrets: no log and no table shows one. */
const secrets: Token[] = [];
const test = withHouse({ apps: ['issuer', 'console'], oracle: { tokens: secrets, sees: 'facts' } });
const NETWORK = 'provision.dealer-network.joint.workshop-service';
const VALUATION = 'provision.bmw-japan-finance.joint.valuation';
const INFORMATION = 'provision.bmw-japan-finance.joint.product-information';
const COMPANY = 'provision.bmw-japan.company.vehicle-notices';
const INSURER = 'provision.insurer-tokyo-demo.company.vehicle-notices';
const HOUSE = ['service-records', 'decisions', 'control', 'dead-letters', 'notices'];
const ALL = [NETWORK, VALUATION, INFORMATION, COMPANY, INSURER, ...HOUSE];
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'dealer-D001': [NETWORK],
  'dealer-D002': [NETWORK],
  'dealer-D003': [NETWORK],
  'bmw-japan-finance': [VALUATION, INFORMATION],
  'bmw-japan': [COMPANY],
  'insurer-tokyo-demo': [INSURER],
};

let gatekeeper: RecordProducer;
beforeAll(async () => {
  const { house } = test();
  const { brokers } = house.kafkaAdmin;
  for (const { clientSecret, kafka } of Object.values(house.credentials.clients)) {
    const given = [clientSecret, ...(kafka ? [kafka.password] : [])];
    secrets.push(...given.map((text) => ({ text, path: '', item: 'envelope', kind: 'value' }) as const));
  }
  gatekeeper = createRecordProducer({
    brokers,
    username: 'app-gatekeeper',
    password: house.secrets.kafka.apps.gatekeeper,
  });
  await gatekeeper.send(
    [NETWORK, VALUATION, INFORMATION, COMPANY, INSURER].map((topic) => ({ topic, key: 'k', value: 'first' })),
  );
});
afterAll(async () => gatekeeper?.close());

const release = (value: string, topic = NETWORK) => gatekeeper.send([{ topic, key: randomUUID(), value }]);
const values = ({ messages }: Reader) => messages.map(({ value }) => String(value));
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error as { type?: string }).type ?? (error as Error).name,
  );
const isRefused = (error: unknown) =>
  /TOPIC_AUTHORIZATION_FAILED|not authorized/i.test(`${(error as { type?: string }).type} ${(error as Error).message}`);
const post = (path: string, body: unknown) => test().ask('console', `/api/v1/${path}`, { as: 'dpo', body });

/** A broker that has just started still loads: asks again for a while. */
async function patiently<T>(work: () => Promise<T>, patienceMs = 30_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

describe('a member', () => {
  it.each(Object.entries(MEMBERS))('%s reads its own topics', async (member, own) => {
    const read = await readAll(test().house, { as: member, topics: own });
    expect(read.map(({ value }) => String(value))).toEqual(own.map(() => 'first'));
  });

  it.each(Object.entries(MEMBERS))('%s fails on every other with an authorization error [R34]', async (member, own) => {
    const admin = connectAs(test().house, member).admin();
    await admin.connect();
    try {
      for (const topic of ALL.filter((one) => !own.includes(one))) {
        expect([topic, await errorOf(admin.fetchTopicOffsets(topic))]).toEqual([topic, 'TOPIC_AUTHORIZATION_FAILED']);
      }
    } finally {
      await admin.disconnect();
    }
    const refused = await openReader(test().house, { as: member, topics: ['control'] }).then(
      (reader) => reader.failed,
      (error: unknown) => error,
    );
    expect(isRefused(refused)).toBe(true);
  });

  it('reads in groups of its own name alone, and writes nothing', async () => {
    const kafka = connectAs(test().house, 'dealer-D001');
    const stranger = kafka.consumer({
      groupId: 'dealer-D002.x',
      retry: { retries: 0, restartOnFailure: () => Promise.resolve(false) },
    });
    const crashed = new Promise<Error>(
      (resolve) => void stranger.on('consumer.crash', ({ payload }) => resolve(payload.error)),
    );
    await stranger.connect();
    await stranger.subscribe({ topic: NETWORK });
    await stranger.run({ eachMessage: () => Promise.resolve() });
    expect((await crashed).message).toMatch(/authoriz|group coordinator/i);
    await stranger.disconnect();
    const producer = kafka.producer();
    await producer.connect();
    const error = await errorOf(producer.send({ topic: NETWORK, messages: [{ value: 'forged' }] }));
    expect(error).toMatch(/TOPIC_AUTHORIZATION_FAILED|KafkaJS/);
    await producer.disconnect();
  });
});

describe('a contract', () => {
  it('that ends takes the open consumer within two seconds, while others read on [R22]', async () => {
    const { house } = test();
    const [leaving, staying] = await Promise.all(
      ['dealer-D002', 'dealer-D001'].map((as) => openReader(house, { as, topics: [NETWORK] })),
    );
    await Promise.all([leaving, staying].map((reader) => reader!.until((messages) => messages.length >= 1)));

    const startedAt = Date.now();
    const answer = await post('contracts/contract-D002/end', {});
    const answeredAfter = Date.now() - startedAt;
    expect([answer.status, answer.json()]).toMatchObject([201, { data: { recipient: 'dealer:D002', to: null } }]);
    // A fetch that was waiting at the broker may still bring what comes within its 100 ms: so it is asked afterwards.
    const error = await leaving!.failed;
    const lostAfter = Date.now() - startedAt;
    await release('after the end');
    expect(isRefused(error)).toBe(true);
    expect({ answeredAfter, lostAfter }).toEqual({ answeredAfter: expect.any(Number), lostAfter: expect.any(Number) });
    expect(answeredAfter).toBeLessThan(2_000);
    expect(lostAfter).toBeLessThan(2_000);
    await staying!.until(() => values(staying!).includes('after the end'));
    expect(values(leaving!)).not.toContain('after the end');
    await Promise.all([leaving!.close(), staying!.close()]);
    // Its password is gone too.
    const admin = connectAs(house, 'dealer-D002').admin();
    expect(await errorOf(admin.connect())).toBe('KafkaJSSASLAuthenticationError');
  });

  it('that never was, or has ended, gives no user', async () => {
    const { house } = test();
    expect(await errorOf(connectAs(house, 'dealer-D009').admin().connect())).toBe('KafkaJSSASLAuthenticationError');
    const admin = connectAs(house, 'admin').admin();
    await admin.connect();
    const { resources } = await admin.describeAcls({
      resourceType: AclResourceTypes.ANY,
      resourcePatternType: ResourcePatternTypes.ANY,
      permissionType: AclPermissionTypes.ANY,
      operation: AclOperationTypes.ANY,
    });
    await admin.disconnect();
    const principals = new Set(resources.flatMap(({ acls }) => acls.map(({ principal }) => principal)));
    expect(principals).not.toContain('User:dealer-D009');
    expect(principals).not.toContain('User:dealer-D002');
    expect(principals).toContain('User:dealer-D001');
  });

  it('that ends behind the console’s back is noticed', async () => {
    const { house } = test();
    const reader = await openReader(house, { as: 'dealer-D003', topics: [NETWORK] });
    const { brokers } = house.kafkaAdmin;
    const other = createRecordProducer({
      brokers,
      username: 'app-console',
      password: house.secrets.kafka.apps.console,
    });
    const data = { id: 'contract-D003', recipient: 'dealer:D003', to: '2026-11-01' };
    const fact = { id: randomUUID(), type: 'contract-ended', at: new Date().toISOString(), data };
    await other.send([{ topic: 'control', key: fact.id, value: JSON.stringify(fact) }]);
    await other.close();
    expect(isRefused(await Promise.race([reader.failed, sleep(10_000)]))).toBe(true);
    await reader.close();
  });

  it('made anew lets its member in again', async () => {
    const answer = await post('contracts', { id: 'contract-D003-2', recipient: 'dealer:D003', from: '2026-11-01' });
    expect(answer.status).toBe(201);
    const read = await readAll(test().house, { as: 'dealer-D003', topics: [NETWORK] });
    expect(read.length).toBeGreaterThan(0);
  });
});

describe('a stream', () => {
  it('opened has its topic and readers when it is answered; closed it has none', async () => {
    const { house } = test();
    const topic = 'provision.bmw-japan-finance.company.credit';
    const opened = await post('streams', { audience: 'bmw-japan-finance', purpose: 'company.credit', items: ['name'] });
    expect(opened.status).toBe(201);
    await release('one', topic);
    const reader = await openReader(house, { as: 'bmw-japan-finance', topics: [topic] });
    await reader.until((messages) => messages.length === 1);
    const closed = await post('streams/bmw-japan-finance.company.credit/close', {});
    expect(closed.status).toBe(201);
    expect(isRefused(await reader.failed)).toBe(true);
    await reader.close();
    expect(await readAll(house, { as: 'bmw-japan-finance', topics: [VALUATION] })).toHaveLength(1);
  });
});

it('what stands at the broker and no fact grants is taken away when the console starts', async () => {
  const { house } = test();
  const admin = connectAs(house, 'admin').admin();
  await admin.connect();
  const planted = (principal: string, resourceName: string, resourcePatternType: number) => ({
    ...{ principal, resourceName, resourcePatternType, resourceType: AclResourceTypes.TOPIC, host: '*' },
    ...{ operation: AclOperationTypes.READ, permissionType: AclPermissionTypes.ALLOW },
  });
  const acl = [
    planted('User:bmw-japan', VALUATION, ResourcePatternTypes.LITERAL),
    planted('User:insurer-tokyo-demo', 'provision.dealer-', ResourcePatternTypes.PREFIXED),
    planted('User:stranger', COMPANY, ResourcePatternTypes.LITERAL),
  ];
  await admin.createAcls({ acl });
  expect(await readAll(house, { as: 'bmw-japan', topics: [VALUATION] })).toHaveLength(1);
  await house.process('console').restart();
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.TOPIC,
    resourcePatternType: ResourcePatternTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
    operation: AclOperationTypes.ANY,
  });
  await admin.disconnect();
  const rights = resources.flatMap(({ resourceName, acls }) =>
    acls.map(({ principal }) => `${principal} ${resourceName}`),
  );
  for (const { principal, resourceName } of acl) expect(rights).not.toContain(`${principal} ${resourceName}`);
  expect(rights).toEqual(expect.arrayContaining([`User:bmw-japan ${COMPANY}`, `User:dealer-D001 ${NETWORK}`]));
  expect(await readAll(house, { as: 'bmw-japan', topics: [COMPANY] })).toHaveLength(1);
});

it('after the broker starts again everybody else is let in', async () => {
  const { house } = test();
  for (const how of ['restart', 'SIGKILL'] as const) {
    const kafka = house.process('kafka');
    if (how === 'restart') await kafka.restart();
    else {
      kafka.kill('SIGKILL');
      await kafka.ended();
      await kafka.start();
    }
    for (const [member, own] of Object.entries(MEMBERS)) {
      if (member === 'dealer-D002') continue;
      const read = await patiently(() => readAll(house, { as: member, topics: own }));
      expect(read.length).toBeGreaterThan(0);
    }
    expect(await errorOf(connectAs(house, 'dealer-D002').admin().connect())).toBe('KafkaJSSASLAuthenticationError');
    const recipient = `dealer:After-${how}`;
    const status = await patiently(async () => {
      const answer = await post('recipients', { recipient });
      return answer.status < 500 ? answer.status : Promise.reject(new Error(`${answer.status}`));
    });
    expect(status).toBe(201);
  }
});
