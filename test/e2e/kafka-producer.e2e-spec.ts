// What a producer promises of a broker that is silent: an end to each call, and nothing sent when its time is over.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SEND_WITHIN_MS, type RecordProducer } from '#kafka';
import { TOPICS } from '#wire';
import { until, withKafka } from '../kafka/kafka-room.ts';

const { name: topic } = TOPICS.serviceRecords;
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'sent',
    ({ code }) => code as unknown,
  );

describe('a producer whose broker is frozen', () => {
  const kafka = withKafka();
  const send = (producer: RecordProducer, value: string, before?: number) =>
    producer.send([{ topic, key: 'a', value }], before);

  it('gives up in time, sends nothing whose time is over, and goes on with the next', async () => {
    const producer = kafka.producer('intake');
    await send(producer, 'warm');
    const broker = kafka.house().process('kafka');
    broker.kill('SIGSTOP');
    const frozenAt = Date.now();
    const [underWay, expired, patient] = [
      send(producer, 'under way'),
      sleep(100).then(() => send(producer, 'expired', Date.now() + 1_000)),
      sleep(100).then(() => send(producer, 'patient')),
    ].map(failureOf);
    try {
      expect(await underWay).toBe('GW_SEND_LATE');
      expect(await expired).toBe('GW_SEND_LATE');
      expect(Date.now() - frozenAt).toBeLessThan(SEND_WITHIN_MS + 2_000);
    } finally {
      broker.kill('SIGCONT');
    }
    expect(await patient).toBe('sent');
    expect(await failureOf(send(producer, 'last'))).toBe('sent');
    const seen = kafka.follow(topic);
    await until(() => seen.some(({ value }) => value === 'last'));
    // What the frozen broker had taken in already it may still have written.
    const values = seen.map(({ value }) => value).filter((value) => value !== 'under way');
    expect(values).toEqual(['warm', 'patient', 'last']);
    expect(seen.length - values.length).toBeLessThanOrEqual(1);
  });
});
