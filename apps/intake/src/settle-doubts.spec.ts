import { describe, expect, it } from '@jest/globals';
import { createSettler, GIVE_UP_AFTER_MS, QUIET_MS, type SettlerTools } from './settle-doubts.js';

const OLD = GIVE_UP_AFTER_MS;

function setUp({
  onTopic = {},
  rows,
}: {
  onTopic?: Record<string, [number, bigint]>;
  rows: [string, bigint[], number][];
}) {
  const done: unknown[][] = [];
  const clock = { ms: 1_000_000 };
  const broker = { isDown: false };
  const busy = new Set<string>();
  const tools: SettlerTools = {
    records: {
      inDoubt: () => Promise.resolve(rows.map(([acceptance, lookFrom, ageMs]) => ({ acceptance, lookFrom, ageMs }))),
      settleFound: (slot, found) => Promise.resolve(void done.push(['found', slot, found])),
      release: (slot, acceptances) => Promise.resolve(void done.push(['released', slot, acceptances])),
    },
    inFlight: { busy: () => [...busy], isBusy: (acceptance) => busy.has(acceptance) },
    look: (from, visit) => {
      if (broker.isDown) return Promise.reject(new Error('no broker'));
      done.push(['looked', from]);
      for (const [acceptance, [partition, offset]] of Object.entries(onTopic)) visit(acceptance, partition, offset);
      return Promise.resolve();
    },
    now: () => clock.ms,
  };
  return { settle: createSettler(tools), done, clock, broker, busy };
}

describe('settling', () => {
  const rows: [string, bigint[], number][] = [
    ['there', [5n, 9n], 0],
    ['gone', [7n, 3n], OLD],
    ['young', [7n], OLD - 1],
  ];

  it('makes durable what is on the topic at the first look', async () => {
    const { settle, done } = setUp({ rows, onTopic: { there: [1, 12n], other: [0, 1n] } });
    expect(await settle('s', OLD)).toEqual({ found: 1, givenUp: 0, left: 2 });
    expect(done).toEqual([
      ['looked', [5n, 0n]],
      ['found', 's', [{ acceptance: 'there', partition: 1, offset: 12n }]],
    ]);
  });

  it('gives up what two looks have missed, far enough apart, when it is old enough', async () => {
    const { settle, done, clock } = setUp({ rows: rows.slice(1) });
    expect(await settle('s', OLD)).toMatchObject({ givenUp: 0, left: 2 });
    clock.ms += QUIET_MS - 1;
    expect(await settle('s', OLD)).toMatchObject({ givenUp: 0, left: 2 });
    clock.ms += 1;
    expect(await settle('s', OLD)).toEqual({ found: 0, givenUp: 1, left: 1 });
    expect(done.filter((one) => one[0] !== 'looked')).toEqual([['released', 's', ['gone']]]);
  });

  it('begins anew for what was being worked on in between', async () => {
    const { settle, clock, busy } = setUp({ rows: [['gone', [1n], OLD]] });
    await settle('s', OLD);
    busy.add('gone');
    await settle('s', OLD);
    busy.delete('gone');
    clock.ms += QUIET_MS;
    expect(await settle('s', OLD)).toMatchObject({ givenUp: 0, left: 1 });
  });

  it('leaves alone what is being worked on, and does not look for nothing', async () => {
    const { settle, done, busy } = setUp({ rows: [['busy', [], OLD]] });
    busy.add('busy');
    expect(await settle('s', OLD)).toEqual({ found: 0, givenUp: 0, left: 0 });
    expect(done).toEqual([]);
  });

  it('counts no look that did not reach the end of the topic', async () => {
    const { settle, done, clock, broker } = setUp({ rows: [['gone', [1n], OLD]] });
    broker.isDown = true;
    for (let turn = 0; turn < 3; turn++) {
      await expect(settle('s', OLD)).rejects.toThrow('no broker');
      clock.ms += QUIET_MS;
    }
    broker.isDown = false;
    expect(await settle('s', OLD)).toMatchObject({ givenUp: 0 });
    expect(done).toEqual([['looked', [1n]]]);
  });
});
