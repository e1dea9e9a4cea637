// A ledger that no longer reads has nothing in hand, and says so: its lag ends with its reader.
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { metrics } from '@opentelemetry/api';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import type { CommittedReader } from '#kafka';
import type { DataSource } from '#postgres';
import { createLogger } from '#process';
import { keepReading } from './keep-reading.js';
import { createMeters } from './meters.js';

class PullReader extends MetricReader {
  protected onShutdown = () => Promise.resolve();
  protected onForceFlush = () => Promise.resolve();
}

const gathered = new PullReader();
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [gathered] }));
afterAll(() => metrics.disable());

async function lag(): Promise<unknown> {
  const { resourceMetrics } = await gathered.collect();
  const found = resourceMetrics.scopeMetrics.flatMap((one) => one.metrics);
  return found.find(({ descriptor }) => descriptor.name === 'ledger.lag')?.dataPoints[0]?.value;
}

const logger = createLogger('ledger', { destination: { write: () => undefined } });

/** A server that lets one session have the lock as long as `isHeld`, and none after. */
function server() {
  const held = { isHeld: true };
  const session = new EventEmitter();
  const runner = {
    connect: () => Promise.resolve(session),
    query: () => Promise.resolve([{ taken: held.isHeld, holds: held.isHeld }]),
    release: () => Promise.resolve(),
  };
  return { held, dataSource: { createQueryRunner: () => runner } as unknown as DataSource };
}

describe('the lag of a ledger', () => {
  it.each(['loses the sequencer', 'is stopped'])('ends when it %s with a batch in hand', async (how) => {
    const meters = createMeters(() => 9_000);
    const { held, dataSource } = server();
    const reader: CommittedReader = { ready: () => true, stop: () => Promise.resolve() };
    const kept = keepReading(dataSource, () => reader, { logger, onStopped: () => meters.stopped() });
    await sleep(50);
    meters.began('decisions', 0, 2_000);
    expect([kept.ready(), await lag()]).toEqual([true, 7]);
    if (how === 'is stopped') await kept.stop();
    else {
      held.isHeld = false;
      await sleep(1_500);
    }
    expect(await lag()).toBe(0);
    await kept.stop();
  });
});
