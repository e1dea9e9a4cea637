// What the loop of libs/kafka promises on a real broker: each record once and in order, nothing under an older state, nothing left open.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS, topicOf } from '#wire';
import {
  allSeen,
  expectOnceAndInOrder,
  freezeAt,
  relay,
  someRecords,
  STREAM,
  until,
  withKafka,
  written,
} from '../kafka/kafka-room.ts';

const DECISIONS = TOPICS.decisions.name;

describe('the exactly-once loop', () => {
  const kafka = withKafka();
  const send = async (...args: Parameters<typeof someRecords>) =>
    written(await kafka.producer('intake').send(someRecords(...args)));

  beforeAll(async () => {
    const admin = kafka.admin();
    await admin.ensureStreamTopic(STREAM);
  });

  it('commits every record once and in order, also where a batch would not fit into one message', async () => {
    const sent = await send(1_500, () => randomBytes(3_000).toString('base64'));
    const gate = kafka.loop();
    const [decisions, released] = [kafka.follow(DECISIONS), kafka.follow(topicOf(STREAM.id))];
    await until(() => allSeen(decisions, sent) && allSeen(released, sent));
    expectOnceAndInOrder(decisions, sent);
    expectOnceAndInOrder(released, sent);
    expect([gate.ready(), gate.state().phase, gate.lag()]).toEqual([true, 'running', 0]);
  });

  it('goes from record to record without a fault where they come one by one', async () => {
    const codes: string[] = [];
    kafka.loop({ onState: ({ code }) => void (code && codes.push(code)) });
    const seen = kafka.follow(DECISIONS);
    const sent = await send(1);
    await until(() => allSeen(seen, sent));
    codes.length = 0;
    for (let n = 0; n < 200; n += 1) sent.push(...(await send(1)));
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    expect(codes).toEqual([]);
  });

  it('takes all that came while a batch was stored into the next one', async () => {
    const sizes: number[] = [];
    const frozen = freezeAt('checked');
    kafka.loop({
      onStep: frozen.onStep,
      compute: (batch, context) => {
        sizes.push(batch.length);
        return relay(batch, context);
      },
    });
    const seen = kafka.follow(DECISIONS);
    const sent = await send(1);
    await until(frozen.reached);
    sent.push(...(await send(5)));
    frozen.letGo();
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    expect(sizes).toEqual([1, 5]);
  });

  it('leaves nothing open when it is stopped within a transaction', async () => {
    const frozen = freezeAt('sent');
    const gate = kafka.loop({ onStep: frozen.onStep });
    await send(50);
    await until(frozen.reached);
    const open = await kafka.endsOf(DECISIONS);
    expect(open.stable).not.toEqual(open.all);
    const stopping = gate.stop();
    frozen.letGo();
    await stopping;
    expect(gate.state().phase).toBe('stopped');
    // The broker may write the marker after it has answered; by itself it would end the transaction after five seconds.
    await until(async () => {
      const { stable, all } = await kafka.endsOf(DECISIONS);
      return stable.join() === all.join();
    }, 2_000);
  });

  it('consumes nothing while nothing may be decided, and goes on by itself', async () => {
    const phases: string[] = [];
    let held = false;
    const seen = kafka.follow(DECISIONS);
    kafka.loop({
      compute: (batch, context) => {
        const caused = relay(batch, context);
        return held ? null : caused;
      },
      onState: ({ phase }) => phases.push(phase),
    });
    const before = await send(40);
    await until(() => allSeen(seen, before));
    held = true;
    const sent = await send(40);
    await until(() => phases.includes('holding'));
    await sleep(600);
    expect(sent.filter((place) => allSeen(seen, [place]))).toEqual([]);
    held = false;
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    expect(phases.at(-1)).toBe('running');
  });

  it('consumes nothing that deciding threw on, and goes on when it no longer throws', async () => {
    const codes: string[] = [];
    let broken = false;
    const seen = kafka.follow(DECISIONS);
    kafka.loop({
      compute: (batch, context) => {
        const caused = relay(batch, context);
        if (broken) throw new Error('a value that must not be told');
        return caused;
      },
      onState: ({ code }) => void (code && codes.push(code)),
    });
    const before = await send(40);
    await until(() => allSeen(seen, before));
    broken = true;
    const sent = await send(40);
    await until(() => codes.includes('UNKNOWN'));
    broken = false;
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    expect(codes.join()).not.toContain('value');
  });

  it('consumes nothing that goes to a topic which is not there, and loses none of it', async () => {
    const late = { id: 'bmw-japan.company.vehicle-notices' };
    const codes: string[] = [];
    const seen = kafka.follow(DECISIONS);
    kafka.loop({
      compute: (batch, context) => {
        for (const { key, value } of batch) {
          context.emit({ topic: topicOf(late.id), key: key!.toString(), value: value! });
        }
        return relay(batch, context);
      },
      onState: ({ code }) => void (code && codes.push(code)),
    });
    const sent = await send(40);
    await until(() => codes.length > 0);
    await sleep(600);
    expect(sent.filter((place) => allSeen(seen, [place]))).toEqual([]);
    await kafka.admin().ensureStreamTopic(late);
    const released = kafka.follow(topicOf(late.id));
    await until(() => allSeen(seen, sent) && released.length === sent.length);
    expectOnceAndInOrder(seen, sent);
  });

  it('tries a batch that takes longer than its session again in smaller parts, not whole for ever', async () => {
    const sizes: number[] = [];
    const asleep = new Int32Array(new SharedArrayBuffer(4));
    const sent = await send(20);
    kafka.loop({
      limits: { records: 20 },
      compute: (batch, context) => {
        sizes.push(batch.length);
        if (batch.length > 10) Atomics.wait(asleep, 0, 0, 7_000);
        return relay(batch, context);
      },
    });
    await until(() => sizes.some((size) => size <= 10));
    const seen = kafka.follow(DECISIONS);
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    expect(sizes[0]).toBe(20);
  });

  it('commits nothing under an older state once the fence has answered', async () => {
    const frozen = freezeAt('checked');
    const codes: string[] = [];
    kafka.loop({ onStep: frozen.onStep, onState: ({ code }) => void (code && codes.push(code)) });
    const seen = kafka.follow(DECISIONS);
    const sent = await send(60);
    await until(frozen.reached);
    const fact = await kafka.say();
    const admin = kafka.admin();
    expect(await admin.fenceGatekeepers()).toContain('gatekeeper-0');
    const { stable } = await kafka.endsOf(DECISIONS);
    frozen.letGo();
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    const later = seen.filter(({ place }) => {
      const [partition, offset] = place.split('-');
      return BigInt(offset!) >= stable[Number(partition)]!;
    });
    expect(later.length).toBeGreaterThan(0);
    expect(later.filter(({ controlOffset }) => controlOffset <= fact)).toEqual([]);
    expect(codes.join()).toMatch(/PRODUCER_FENCED|INVALID_PRODUCER_EPOCH/);
  });

  it('decides anew when a fact comes between deciding and committing', async () => {
    const frozen = freezeAt('sent');
    kafka.loop({ onStep: frozen.onStep });
    const seen = kafka.follow(DECISIONS);
    const sent = await send(30);
    await until(frozen.reached);
    const fact = await kafka.say();
    frozen.letGo();
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
    expect(seen.filter(({ source, controlOffset }) => sent.includes(source) && controlOffset <= fact)).toEqual([]);
  });

  it('waits for offsets that a pending transaction may still change, when another joins', async () => {
    const seen = kafka.follow(DECISIONS);
    const sent = await send(200);
    const frozen = freezeAt('checked');
    const first = kafka.loop({ onStep: frozen.onStep });
    await until(frozen.reached);
    const second = kafka.loop({ slot: 'gatekeeper-1' });
    await sleep(2_500);
    expect(allSeen(seen, sent)).toBe(false);
    frozen.letGo();
    await until(() => allSeen(seen, sent));
    await until(() => first.state().partitions.length === 2 && second.state().partitions.length === 2);
    await sleep(500);
    expectOnceAndInOrder(seen, sent);
  });

  it('takes its old place at once when it comes back, and says nothing twice', async () => {
    const seen = kafka.follow(DECISIONS);
    const sent: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const gate = kafka.loop({ limits: { records: 20 } });
      sent.push(...(await send(100)));
      await until(() => seen.some(({ source }) => sent.slice(-100).includes(source)));
      await gate.stop();
    }
    kafka.loop();
    await until(() => allSeen(seen, sent));
    expectOnceAndInOrder(seen, sent);
  });
});
