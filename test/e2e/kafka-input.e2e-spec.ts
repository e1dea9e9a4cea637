// The consumed topic is not what it was: made anew, cut short, expired. What was never decided is decided; nobody waits for ever.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Admin } from '@platformatic/kafka';
import { planBaseTopics, type ExactlyOnceOptions, type DisplacedPlace } from '#kafka';
import { TOPICS } from '#wire';
import { cutPartition } from '../kafka/cut-partition.ts';
import { freezeAt, someRecords, STREAM, until, withKafka, type Seen } from '../kafka/kafka-room.ts';

const INPUT = TOPICS.serviceRecords.name;
const PARTITIONS = [0, 1, 2, 3];

describe('the topic of records', () => {
  const kafka = withKafka();
  let admin: Admin;
  let seen: readonly Seen[];

  beforeAll(async () => {
    await kafka.admin().ensureStreamTopic(STREAM);
    const { brokers, username, password } = kafka.superuser();
    const sasl = { mechanism: 'SCRAM-SHA-256', username, password } as const;
    admin = new Admin({ clientId: 'replaces', bootstrapBrokers: [...brokers], sasl });
  });
  afterAll(() => admin.close());

  const makeAnew = async () => {
    await admin.deleteTopics({ topics: [INPUT] });
    await until(async () => !(await admin.listTopics()).includes(INPUT));
    await kafka.admin().ensureTopic(planBaseTopics().find(({ topic }) => topic === INPUT)!);
  };
  afterEach(makeAnew);

  /** Each a batch of its own; gives their values, which tell them apart whatever offset they have. */
  const send = async (count: number): Promise<string[]> => {
    const producer = kafka.producer('intake');
    const records = someRecords(count, () => randomUUID());
    for (const record of records) await producer.send([record]);
    return records.map(({ value }) => String(value));
  };
  const start = (more: Partial<ExactlyOnceOptions> = {}) => {
    const lost: string[] = [];
    const onDisplaced = (places: readonly DisplacedPlace[]) =>
      void lost.push(...places.map(({ reason, partition }) => `${reason} ${partition}`));
    return { gate: kafka.loop({ ...more, onDisplaced }), lost };
  };
  const timesOf = (values: readonly string[]) =>
    values.map((value) => seen.filter((one) => one.value === value).length);
  const once = (values: readonly string[]) => values.map(() => 1);
  const allSeen = (values: readonly string[]) => until(() => !timesOf(values).includes(0));

  /** As after a power cut: the last records are not on the disk. */
  const restartBrokerWithout = (from: readonly bigint[]) =>
    kafka.restartBroker(() => {
      for (const partition of PARTITIONS) cutPartition(kafka.house().dataDir, INPUT, partition, from[partition]!);
    });

  it('is made anew before a batch of the one before commits: all of the new one is decided', async () => {
    seen = kafka.follow(TOPICS.decisions.name);
    const frozen = freezeAt('begun');
    const { lost } = start({ onStep: frozen.onStep });
    const old = await send(40);
    await until(frozen.reached);
    await makeAnew();
    const sent = await send(200);
    frozen.letGo();
    await allSeen(sent);
    expect(timesOf([...old, ...sent])).toEqual(once([...old, ...sent]));
    expect(lost.sort()).toEqual(PARTITIONS.map((partition) => `replaced ${partition}`));
  });

  it('lost its end while nobody read it, and has outgrown it: what came since is decided, nothing else again', async () => {
    seen = kafka.follow(TOPICS.decisions.name);
    const { gate } = start();
    const kept = await send(40);
    await allSeen(kept);
    const { all: ends } = await kafka.endsOf(INPUT);
    const gone = await send(40);
    await allSeen(gone);
    await gate.stop();
    await restartBrokerWithout(ends);
    const sent = await send(200);
    const { lost } = start();
    await allSeen(sent);
    expect(timesOf([...kept, ...gone, ...sent])).toEqual(once([...kept, ...gone, ...sent]));
    expect(lost.sort()).toEqual(PARTITIONS.map((partition) => `cut ${partition}`));
  });

  it('lost its end while it was read: the gatekeeper goes on by itself, and does not wait until it is outgrown', async () => {
    seen = kafka.follow(TOPICS.decisions.name);
    const { lost } = start();
    const kept = await send(40);
    await allSeen(kept);
    const { all: ends } = await kafka.endsOf(INPUT);
    const gone = await send(40);
    await allSeen(gone);
    await restartBrokerWithout(ends);
    const sent = await send(4);
    await allSeen(sent);
    expect(timesOf([...kept, ...gone, ...sent])).toEqual(once([...kept, ...gone, ...sent]));
    expect(lost.sort()).toEqual(PARTITIONS.map((partition) => `cut ${partition}`));
  });

  it('lost what comes next to retention: what is left is decided, and the loss is told', async () => {
    seen = kafka.follow(TOPICS.decisions.name);
    const { gate } = start();
    const first = await send(40);
    await allSeen(first);
    await gate.stop();
    await send(40);
    const { all: ends } = await kafka.endsOf(INPUT);
    const partitions = PARTITIONS.map((partition) => ({ partition, offset: ends[partition]! }));
    await admin.deleteRecords({ topics: [{ name: INPUT, partitions }] });
    const sent = await send(40);
    const { lost } = start();
    await allSeen(sent);
    expect(timesOf([...first, ...sent])).toEqual(once([...first, ...sent]));
    expect(lost.sort()).toEqual(PARTITIONS.map((partition) => `expired ${partition}`));
  });
});
