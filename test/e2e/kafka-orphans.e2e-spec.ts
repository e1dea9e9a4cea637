// What a broker took for ended and did not end is ended when its slot opens, as it was to end, and nobody waits for it.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Admin, ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka';
import { TOPICS, topicOf } from '#wire';
import { hangTransaction } from '../kafka/hang-transaction.ts';
import {
  allSeen,
  expectOnceAndInOrder,
  freezeAt,
  someRecords,
  STREAM,
  until,
  withKafka,
  written,
} from '../kafka/kafka-room.ts';

const DECISIONS = TOPICS.decisions.name;

describe('a transaction that hangs without its end', () => {
  const kafka = withKafka();
  const send = async (count: number) => written(await kafka.producer('intake').send(someRecords(count)));

  beforeAll(async () => {
    await kafka.admin().ensureStreamTopic(STREAM);
    // A broker that checks that a partition belongs to a transaction lets none hang; one that died may have let it.
    const { brokers, username, password } = kafka.superuser();
    const admin = new Admin({
      ...{ clientId: 'lets-hang', bootstrapBrokers: [...brokers] },
      sasl: { mechanism: 'SCRAM-SHA-256', username, password },
    });
    const operation = {
      ...{ name: 'transaction.partition.verification.enable', value: 'false' },
      configOperation: IncrementalAlterConfigOperationTypes.SET,
    };
    const resource = { resourceType: ConfigResourceTypes.BROKER, resourceName: '1', configs: [operation] };
    await admin.incrementalAlterConfigs({ resources: [resource] });
    await admin.close();
  });

  const topics = [DECISIONS, topicOf(STREAM.id)];
  const hang = (end: 'commit' | 'abort') =>
    hangTransaction(kafka.asApp('gatekeeper'), {
      ...{ slot: 'gatekeeper-0', group: 'app-gatekeeper.spec', input: TOPICS.serviceRecords.name, end },
      ...{ marked: TOPICS.deadLetters.name },
      messages: topics.flatMap((topic) => someRecords(40).map(({ key }) => ({ topic, key, value: `hanging: ${end}` }))),
    });
  const isSettled = async () => {
    const ends = await Promise.all(topics.map((topic) => kafka.endsOf(topic)));
    return ends.map(({ stable, all }) => stable.join() === all.join());
  };

  it('is aborted with its offsets where it was to be aborted', async () => {
    const sent = await send(40);
    const [decisions, released] = [kafka.follow(DECISIONS), kafka.follow(topicOf(STREAM.id))];
    await hang('abort');
    expect(await isSettled()).toEqual([false, false]);
    kafka.loop();
    await until(() => allSeen(decisions, sent) && allSeen(released, sent));
    expectOnceAndInOrder(decisions, sent);
    expectOnceAndInOrder(released, sent);
    expect(await isSettled()).toEqual([true, true]);
    expect([...decisions, ...released].filter(({ value }) => value.startsWith('hanging'))).toEqual([]);
  });

  it.each(['committed', 'begun'] as const)('is left to no later commit: the broker dies at `%s`', async (step) => {
    const frozen = freezeAt(step);
    let resumed = 0;
    kafka.loop({ onStep: frozen.onStep, onResume: () => (resumed += 1) });
    const seen = kafka.follow(DECISIONS);
    const sent = await send(40);
    await until(frozen.reached);
    await kafka.restartBroker();
    frozen.letGo();
    sent.push(...(await send(40)));
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    expect(resumed).toBeGreaterThan(1);
  });

  it('counts with its offsets where it was committed', async () => {
    const [decisions, released] = [kafka.follow(DECISIONS), kafka.follow(topicOf(STREAM.id))];
    await hang('commit');
    expect(await isSettled()).toEqual([false, false]);
    const gate = kafka.loop();
    await until(() => gate.ready());
    await until(() =>
      [decisions, released].every((seen) => seen.filter(({ value }) => value === 'hanging: commit').length === 40),
    );
    // The offset it moved back to 1 counts too: all records of that partition but the first come again.
    await until(() => decisions.filter(({ source }) => source === '0-1').length === 2);
    expect(decisions.filter(({ source }) => source === '0-0')).toHaveLength(1);
    // What is decided again may be on its way; what hung would be ended by the broker itself, but later.
    await until(async () => (await isSettled()).every(Boolean), 2_000);
  });
});
