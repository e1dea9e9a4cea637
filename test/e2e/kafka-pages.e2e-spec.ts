// What waiting for a page promises on a real broker: to end with what was committed, with what is gone, and with its own signal.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { createPageReader, type PageReader, type Place } from '#kafka';
import { connectAs } from '../house/read-topics.ts';
import { withKafka } from '../kafka/kafka-room.ts';

const LIMITS = { messages: 10, bytes: 1_000_000 };
/** Longer than a wait takes to see anything, shorter than any test waits. */
const QUIET_MS = 400;
const NEVER = new AbortController().signal;

describe('waiting for a page', () => {
  const kafka = withKafka();
  let topic: string;
  let admin: Admin;
  let pages: PageReader;

  beforeEach(async () => {
    topic = `pages-${randomUUID()}`;
    admin = kafka.keep(connectAs(kafka.house(), kafka.house().kafkaAdmin.username).admin(), (one) => one.disconnect());
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: true });
    pages = kafka.keep(createPageReader(kafka.superuser()), (one) => one.close());
  });
  afterEach(() => admin.deleteTopics({ topics: [topic] }).catch(() => undefined));

  const send = (value: string) => kafka.producer().send([{ topic, key: value, value }]);
  const read = async (place: Place | null) => {
    const { messages, next } = await pages.read(topic, place, LIMITS);
    return { values: messages.map(({ value }) => String(value)), next };
  };
  /** Where it stands, also while it waits. */
  const startWait = (place: Place, signal = NEVER) => {
    const state = { isOver: false, over: Promise.resolve() };
    state.over = pages.wait(topic, place, signal).then(() => void (state.isOver = true));
    return state;
  };

  it('goes on while a transaction is open, and ends when it is committed', async () => {
    const { next } = await read(null);
    const waiting = startWait(next);
    const producer = kafka.keep(
      connectAs(kafka.house(), kafka.house().kafkaAdmin.username).producer({
        ...{ idempotent: true, transactionalId: topic, maxInFlightRequests: 1 },
      }),
      (one) => one.disconnect(),
    );
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ key: 'a', value: 'a' }] });
    await sleep(QUIET_MS);
    expect(waiting.isOver).toBe(false);
    await transaction.commit();
    await waiting.over;
    expect((await read(next)).values).toEqual(['a']);
  });

  it('ends for those alone who have something left to read, wherever the others stand', async () => {
    const { next: beginning } = await read(null);
    await send('first');
    const { values, next: end } = await read(beginning);
    expect(values).toEqual(['first']);
    const atEnd = [startWait(end), startWait(end)];
    await startWait(beginning).over;
    await sleep(QUIET_MS);
    expect(atEnd.map(({ isOver }) => isOver)).toEqual([false, false]);
    await send('second');
    await Promise.all(atEnd.map(({ over }) => over));
    expect((await read(end)).values).toEqual(['second']);
  });

  it('ends when the topic was replaced, which reading then tells', async () => {
    await Promise.all(['a', 'b', 'c'].map(send));
    const { next } = await read(null);
    const waiting = startWait(next);
    await admin.deleteTopics({ topics: [topic] });
    await until(async () => !(await admin.listTopics()).includes(topic));
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: true });
    await waiting.over;
    await expect(read(next)).rejects.toMatchObject({ code: 'GW_PLACE_GONE' });
  });

  it('ends with its signal, and with the reader, and then at once', async () => {
    const { next } = await read(null);
    const signal = new AbortController();
    const [one, other] = [startWait(next, signal.signal), startWait(next)];
    signal.abort();
    await one.over;
    expect(other.isOver).toBe(false);
    await pages.close();
    await Promise.all([other.over, startWait(next).over, startWait(next, AbortSignal.abort()).over]);
  });
});

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20);
}
