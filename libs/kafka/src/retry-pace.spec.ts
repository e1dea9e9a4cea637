// What fails for an hour is tried ever more seldom, and does not fill the log.
import { describe, expect, it } from '@jest/globals';
import { KafkaFault } from './kafka-fault.js';
import { createRetryPace } from './retry-pace.js';

const DOWN = new KafkaFault('GW_DOWN', 'away');
const OTHER = new KafkaFault('GW_OTHER', 'else');

describe('a retry pace', () => {
  it('doubles its pause to half a minute, and begins anew after a success', () => {
    const pace = createRetryPace();
    const pauses = Array.from({ length: 9 }, (_, n) => pace.failed(DOWN, n).pauseMs);
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(pace.succeeded()).toBe(9);
    expect(pace.succeeded()).toBe(0);
    expect(pace.failed(DOWN, 9).pauseMs).toBe(500);
  });

  it('tells a fault once, another one at once, and once a minute how often it has failed', () => {
    const pace = createRetryPace();
    const told = (error: unknown, at: number) => pace.failed(error, at).tell;
    expect(told(DOWN, 0)).toEqual({ code: 'GW_DOWN', count: 1 });
    expect(told(DOWN, 500)).toBeNull();
    expect(told(OTHER, 1_500)).toEqual({ code: 'GW_OTHER', count: 3 });
    expect(told(OTHER, 61_499)).toBeNull();
    expect(told(OTHER, 61_500)).toEqual({ code: 'GW_OTHER', count: 5 });
    pace.succeeded();
    expect(told(OTHER, 61_600)).toEqual({ code: 'GW_OTHER', count: 1 });
  });

  it('says at most 70 things of an hour without a database', () => {
    const pace = createRetryPace();
    let lines = 0;
    for (let at = 0; at < 3_600_000; ) {
      const { pauseMs, tell } = pace.failed(DOWN, at);
      if (tell) lines += 1;
      at += pauseMs;
    }
    expect(lines).toBeLessThan(70);
  });
});
