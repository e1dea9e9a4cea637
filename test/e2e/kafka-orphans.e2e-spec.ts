// What a broker took for ended and did not end is ended when its slot opens: it never counts, and nobody waits for it.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Admin, ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka';
import { TOPICS, topicOf } from '#wire';
import { hangTransaction } from '../kafka/hang-transaction.ts';
import { allSeen, expectOnceAndInOrder, someRecords, STREAM, until, withKafka, written } from '../kafka/kafka-room.ts';

const DECISIONS = TOPICS.decisions.name;

describe('a transaction that hangs without its end', () => {
  const kafka = withKafka();

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

  it('is aborted with its offsets, where the slot has nothing else to write too', async () => {
    const sent = written(await kafka.producer('intake').send(someRecords(40)));
    const topics = [DECISIONS, topicOf(STREAM.id), TOPICS.deadLetters.name];
    const [decisions, released] = [kafka.follow(DECISIONS), kafka.follow(topicOf(STREAM.id))];
    await hangTransaction(kafka.asApp('gatekeeper'), {
      ...{ slot: 'gatekeeper-0', group: 'app-gatekeeper.spec', input: TOPICS.serviceRecords.name },
      messages: topics.flatMap((topic) =>
        someRecords(40, () => 'hanging').map(({ key }) => ({ topic, key, value: 'hanging' })),
      ),
    });
    const hanging = await Promise.all(topics.map((topic) => kafka.endsOf(topic)));
    for (const { stable, all } of hanging) expect(stable).not.toEqual(all);

    kafka.loop();
    await until(() => allSeen(decisions, sent) && allSeen(released, sent));
    expectOnceAndInOrder(decisions, sent);
    expectOnceAndInOrder(released, sent);
    const settled = await Promise.all(topics.map((topic) => kafka.endsOf(topic)));
    for (const { stable, all } of settled) expect(stable).toEqual(all);
    expect([...decisions, ...released].filter(({ value }) => value === 'hanging')).toEqual([]);
  });
});
