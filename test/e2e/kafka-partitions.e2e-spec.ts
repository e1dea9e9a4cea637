// Partitions added to the consumed topic while gatekeepers run: within fifteen seconds their records are decided like all others.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Admin, Consumer } from '@platformatic/kafka';
import { TOPICS } from '#wire';
import { allSeen, someRecords, STREAM, until, withKafka, written, type Seen } from '../kafka/kafka-room.ts';

const INPUT = TOPICS.serviceRecords.name;
const WITHIN_MS = 15_000;

/** Of their order nothing is promised: with other partitions a key has another one. */
function expectOnce(seen: readonly Seen[], sent: readonly string[]): void {
  expect(
    seen
      .map(({ source }) => source)
      .filter((source) => sent.includes(source))
      .sort(),
  ).toEqual([...sent].sort());
}

describe('partitions that are added', () => {
  const kafka = withKafka();
  const send = async (count: number) => written(await kafka.producer('intake').send(someRecords(count)));
  let admin: Admin;
  let partitions = TOPICS.serviceRecords.partitions;

  beforeAll(async () => {
    await kafka.admin().ensureStreamTopic(STREAM);
    admin = new Admin(asApp('admin'));
  });
  afterAll(() => admin.close());

  const asApp = (clientId: string) => {
    const { brokers, username, password } = clientId === 'admin' ? kafka.superuser() : kafka.asApp('gatekeeper');
    return {
      clientId,
      bootstrapBrokers: [...brokers],
      sasl: { mechanism: 'SCRAM-SHA-256', username, password } as const,
    };
  };
  const add = async () => {
    partitions *= 2;
    await admin.createPartitions({ topics: [{ name: INPUT, count: partitions }] });
  };

  it('while two read are shared among them', async () => {
    const seen = kafka.follow(TOPICS.decisions.name);
    const gates = [kafka.loop(), kafka.loop({ slot: 'gatekeeper-1' })];
    const sent = await send(40);
    await until(() => gates.every((gate) => gate.state().partitions.length === partitions / 2));
    await add();
    sent.push(...(await send(80)));
    await until(() => allSeen(seen, sent), WITHIN_MS);
    // One that leaves and joins again has the other read all for a moment.
    await until(() => gates.every((gate) => gate.state().partitions.length === partitions / 2));
    sent.push(...(await send(40)));
    await until(() => allSeen(seen, sent), WITHIN_MS);
    expectOnce(seen, sent);
  });

  it('while one was away for less than its session, which takes its old place, are taken too', async () => {
    const seen = kafka.follow(TOPICS.decisions.name);
    const options = { groupId: 'app-gatekeeper.spec', groupInstanceId: 'gatekeeper-0', autocommit: false };
    const times = { sessionTimeout: 30_000, heartbeatInterval: 25_000 };
    const before = kafka.keep(new Consumer({ ...asApp('before'), ...options, ...times }), (one) =>
      one.close(true).catch(() => undefined),
    );
    before.topics.track(INPUT);
    await before.joinGroup({});
    await add();
    const counts: number[] = [];
    const gate = kafka.loop({ onState: (state) => void counts.push(state.partitions.length) });
    const sent = await send(80);
    await until(() => allSeen(seen, sent), WITHIN_MS);
    await until(() => gate.state().partitions.length === partitions);
    expect(counts.find((count) => count > 0)).toBe(partitions / 2);
    expectOnce(seen, sent);
  });
});
