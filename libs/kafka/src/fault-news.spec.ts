// While nothing answers, the same fault is told once; and what waits for a broker ends when it is told to.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createControlReader } from './control-reader.js';
import { runExactlyOnce } from './exactly-once/run-exactly-once.js';
import { createFaultNews } from './fault-news.js';
import { KafkaFault } from './kafka-fault.js';

/** Nothing listens there. */
const NOWHERE = { brokers: ['127.0.0.1:1'], username: 'nobody', password: 'none' };

describe('the news of faults', () => {
  it('is a code that differs from the one before, and any code once things went well', () => {
    const news = createFaultNews();
    const [one, other] = [new KafkaFault('GW_ONE', 'x'), new KafkaFault('GW_OTHER', 'x')];
    expect([one, one, other, other, one].map((fault) => news.codeIfNews(fault))).toEqual([
      'GW_ONE',
      null,
      'GW_OTHER',
      null,
      'GW_ONE',
    ]);
    news.clear();
    expect(news.codeIfNews(one)).toBe('GW_ONE');
  });
});

describe('without a broker', () => {
  it('loop and reader of control say so once, are not ready, and end', async () => {
    const told: unknown[] = [];
    const control = createControlReader(NOWHERE, () => undefined, { onFault: () => told.push('control') });
    control.follow();
    const loop = runExactlyOnce({
      ...{
        connection: NOWHERE,
        slot: 'gatekeeper-0',
        group: 'nobody.gate',
        input: 'service-records',
        outputs: [],
        control,
      },
      compute: () => ({}),
      log: { info: () => undefined, warn: ({ event }) => told.push(event) },
    });
    await sleep(3_500);
    expect(told.filter((event) => event === 'control')).toHaveLength(1);
    expect(told.filter((event) => event === 'loop-batch-fault')).toHaveLength(1);
    expect([loop.ready(), loop.state().code, control.caughtUpAt()]).toEqual([false, 'ECONNREFUSED', 0]);
    const stopped = performance.now();
    await loop.stop();
    await control.close();
    expect(performance.now() - stopped).toBeLessThan(10_000);
    expect(loop.state().phase).toBe('stopped');
  }, 30_000);
});
