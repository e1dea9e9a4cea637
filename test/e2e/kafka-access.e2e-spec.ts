// What libs/kafka promises of producing, of the law's way in, and of who may do what, on a real broker.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClientKafka } from '@nestjs/microservices';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Admin } from '@platformatic/kafka';
import { lastValueFrom } from 'rxjs';
import {
  codeOf,
  createCommittedReader,
  createControlReader,
  createNestKafkaOptions,
  createRecordProducer,
  createTopicScanner,
  type CommittedBatch,
  type KafkaConnection,
} from '#kafka';
import { TOPICS, topicOf } from '#wire';
import { connectAs } from '../house/read-topics.ts';
import { someRecords, STREAM, until, withKafka, written, type OwnApp } from '../kafka/kafka-room.ts';

const NETWORK = { id: 'dealer-network.joint.workshop-service' };

describe('libs/kafka', () => {
  const kafka = withKafka();

  beforeAll(async () => {
    const admin = kafka.admin();
    await admin.ensureStreamTopic(STREAM);
    await admin.ensureStreamTopic(NETWORK);
  });

  it('tells each message its place, in the order given, however many are sent at once', async () => {
    const sender = kafka.producer('intake');
    const calls = Array.from({ length: 20 }, (_, call) => someRecords(10, (n) => `{"call":${call},"n":${n}}`));
    const places = (await Promise.all(calls.map((messages) => sender.send(messages)))).flatMap(written);
    const seen = kafka.follow(TOPICS.serviceRecords.name);
    await until(() => seen.length === 200);
    const found = new Map(seen.map(({ place, value }) => [place, value]));
    expect(places.map((place) => found.get(place))).toEqual(calls.flat().map(({ value }) => value));
  });

  it('gives a reader that keeps its own offsets every message after them, and again what it failed on', async () => {
    const topic = TOPICS.decisions.name;
    const sender = kafka.producer();
    const keys = Array.from({ length: 60 }, (_, n) => `d-${n}`);
    await sender.send(keys.map((key) => ({ topic, key, value: '{}' })));
    const kept = new Map<number, bigint>();
    const taken: string[] = [];
    let failures = 2;
    const take = ({ partition, messages, nextOffset }: CommittedBatch) => {
      if (failures-- > 0) return Promise.reject(new Error('the database is away'));
      taken.push(...messages.map(({ key }) => String(key)));
      kept.set(partition, nextOffset);
      return Promise.resolve();
    };
    const position = (_: string, partition: number) => Promise.resolve(kept.get(partition) ?? null);
    const open = () =>
      createCommittedReader(kafka.asApp('ledger'), {
        ...{ group: 'app-ledger.spec', topics: [topic], position, eachBatch: take },
      });
    const first = open();
    await until(() => taken.length === 60);
    await first.stop();
    const more = keys.map((key) => `${key}-more`);
    await sender.send(more.map((key) => ({ topic, key, value: '{}' })));
    kafka.keep(open(), (reader) => reader.stop());
    await until(() => taken.length >= 120);
    expect(taken.toSorted()).toEqual([...keys, ...more].sort());
  });

  it('reads control whole, each fact once, and goes no further than a message that is no fact', async () => {
    const topic = 'kafka-spec-control';
    await kafka.admin().ensureTopic({ topic, partitions: 1, settings: { 'cleanup.policy': 'delete' } });
    const sender = kafka.producer();
    const facts = Array.from({ length: 3_000 }, (_, n) => ({ id: `f-${n}`, type: 'kill-switch-set', data: { n } }));
    await sender.send(facts.map((fact) => ({ topic, key: fact.id, value: JSON.stringify(fact) })));
    const seen: string[] = [];
    const reader = createControlReader(kafka.superuser(), ({ id }) => seen.push(id), { topic });
    kafka.keep(reader, (one) => one.close());
    expect(await Promise.all([reader.catchUp(), reader.catchUp()])).toEqual([true, false]);
    expect(seen).toEqual(facts.map(({ id }) => id));
    expect(reader.nextOffset()).toBe(3_000n);
    const more = ['no fact', JSON.stringify(facts[0])];
    await sender.send(more.map((value) => ({ topic, key: 'x', value })));
    for (let i = 0; i < 2; i += 1) await expect(reader.catchUp()).rejects.toThrow('GW_CONTROL_UNREADABLE');
    expect([reader.nextOffset(), seen.length]).toEqual([3_000n, 3_000]);
  });

  it('reads no further in a control that was replaced, though it outgrow what was read', async () => {
    const topic = 'kafka-spec-replaced';
    const plan = { topic, partitions: 1, settings: { 'cleanup.policy': 'delete' } };
    await kafka.admin().ensureTopic(plan);
    const say = async (count: number) => {
      const facts = Array.from({ length: count }, (_, n) => ({ id: `f-${n}`, type: 'kill-switch-set', data: {} }));
      await kafka.producer().send(facts.map((fact) => ({ topic, key: fact.id, value: JSON.stringify(fact) })));
    };
    await say(3);
    let seen = 0;
    const reader = createControlReader(kafka.superuser(), () => (seen += 1), { topic });
    kafka.keep(reader, (one) => one.close());
    await reader.catchUp();
    const admin = connectAs(kafka.house(), kafka.house().kafkaAdmin.username).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    while ((await admin.listTopics()).includes(topic)) await sleep(20);
    await admin.disconnect();
    await kafka.admin().ensureTopic(plan);
    const codeOfNext = () => reader.catchUp().then(String, ({ code }) => code as unknown);
    let code = await codeOfNext();
    for (const end = Date.now() + 20_000; code !== 'GW_CONTROL_REPLACED' && Date.now() < end; ) {
      await sleep(50);
      code = await codeOfNext();
    }
    await say(5);
    expect([await codeOfNext(), await codeOfNext(), seen]).toEqual([
      ...['GW_CONTROL_REPLACED', 'GW_CONTROL_REPLACED'],
      3,
    ]);
  });

  it('emits control facts by Nest’s transport, in order', async () => {
    const seen: string[] = [];
    const reader = createControlReader(kafka.asApp('intake'), ({ id }) => seen.push(id));
    kafka.keep(reader, (one) => one.close());
    await reader.catchUp();
    const client = new ClientKafka(createNestKafkaOptions(kafka.asApp('console'), { role: 'control' }).options!);
    kafka.keep(client, (one) => one.close());
    const ids = Array.from({ length: 5 }, () => randomUUID());
    for (const id of ids) {
      const value = { id, type: 'kill-switch-set', at: new Date().toISOString(), data: { on: false } };
      await lastValueFrom(client.emit(TOPICS.control.name, { key: id, value }));
    }
    expect(await reader.catchUp()).toBe(true);
    expect(seen.slice(-5)).toEqual(ids);
  });

  const outcomeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'allowed',
      (error: unknown) => codeOf(error),
    );

  const clientOf = ({ username, password, brokers }: KafkaConnection): Admin => {
    const sasl = { mechanism: 'SCRAM-SHA-256' as const, username, password };
    const client = new Admin({ clientId: 'member', bootstrapBrokers: [...brokers], sasl });
    kafka.keep(client, (one) => one.close());
    return client;
  };

  it.each<[OwnApp, string]>([
    ['intake', TOPICS.decisions.name],
    ['intake', TOPICS.control.name],
    ['gatekeeper', TOPICS.control.name],
    ['console', topicOf(STREAM.id)],
    ['console', TOPICS.serviceRecords.name],
    ['ledger', TOPICS.serviceRecords.name],
  ])('does not let %s write %s', async (app, topic) => {
    const sending = kafka.producer(app).send([{ topic, key: 'k', value: '{}' }]);
    expect(await outcomeOf(sending)).toBe('TOPIC_AUTHORIZATION_FAILED');
  });

  it('lets intake look for its own messages, in no group', async () => {
    const scanner = createTopicScanner(kafka.asApp('intake'), TOPICS.serviceRecords.name);
    kafka.keep(scanner, (one) => one.close());
    expect(await outcomeOf(scanner.scan([], () => undefined))).toBe('allowed');
    const intake = clientOf(kafka.asApp('intake'));
    expect(await outcomeOf(intake.describeGroups({ groups: ['app-intake.any'] }))).toBe('GROUP_AUTHORIZATION_FAILED');
  });

  it('lets a member see its own topic and no other, and make nothing', async () => {
    const finance = await kafka.member('spec-finance', [topicOf(STREAM.id)]);
    const control = createControlReader(finance, () => undefined);
    kafka.keep(control, (one) => one.close());
    expect(await outcomeOf(control.catchUp())).toBe('TOPIC_AUTHORIZATION_FAILED');
    const client = clientOf(finance);
    expect(await client.listTopics()).toEqual([topicOf(STREAM.id)]);
    const topics = [{ topic: 'mine', partitions: 1, replicas: 1 }];
    expect(await outcomeOf(client.createTopics({ topics }))).toMatch(/AUTHORIZATION_FAILED$/);
  });

  it('grants nothing on a name that means more than itself, and shuts out nobody of the house', async () => {
    const admin = kafka.admin();
    await expect(admin.grantStream('spec-finance', '*')).rejects.toThrow('GW_KAFKA_NAME');
    await expect(admin.grantStream('*', topicOf(STREAM.id))).rejects.toThrow('GW_KAFKA_NAME');
    for (const user of ['app-intake', 'broker', kafka.superuser().username]) {
      await expect(admin.revokeUser(user)).rejects.toThrow('GW_OWN_USER');
    }
  });

  it('takes a member’s access within 2 s, and nobody else’s, also after the broker has started again', async () => {
    const topic = topicOf(NETWORK.id);
    const [d1, d2] = [await kafka.member('spec-D001', [topic]), await kafka.member('spec-D002', [topic])];
    const lost: string[] = [];
    const logOf = ({ username }: KafkaConnection) => ({
      info: () => undefined,
      warn: ({ code }: Readonly<Record<string, unknown>>) =>
        void (typeof code === 'string' && lost.push(`${username} ${code}`)),
    });
    const [one, two] = [kafka.follow(topic, d1, logOf(d1)), kafka.follow(topic, d2, logOf(d2))];
    const sender = kafka.producer();
    const release = (key: string) => sender.send([{ topic, key, value: '{}' }]);
    await release('before');
    await until(() => one.length === 1 && two.length === 1);

    const began = Date.now();
    await kafka.admin().revokeUser(d2.username);
    await until(() => lost.length > 0, 2_000);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(lost[0]).toMatch(/^spec-D002 .*AUTHORIZATION_FAILED$/);
    await release('after');
    await until(() => one.length === 2);

    await kafka.restartBroker();
    await release('restarted');
    await until(() => one.length === 3);
    const gate = kafka.loop();
    await until(() => gate.ready());
    expect(two.map(({ key }) => key)).toEqual(['before']);
    const again = createRecordProducer(d2);
    kafka.keep(again, (producer) => producer.close());
    expect(await outcomeOf(again.send([{ topic, key: 'k', value: '{}' }]))).toMatch(/AUTHENTICATION/);
  });
});
