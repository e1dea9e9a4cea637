// Garbage in: nothing unlisted out, nothing crashes, nothing takes more than its share. `npm run garbage` is the long form.
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findProhibited } from '#free-text';
import { readRecord } from '../../apps/gatekeeper/src/read-record.js';
import { createLineSplitter } from '../../apps/intake/src/lines.js';
import { readRecord as acceptRecord } from '../../apps/intake/src/read-record.js';
import { LIMITS } from '#wire';
import { MOST_GROWTH, growthOfMemory, growthOfTime } from './growth.ts';
import { HOSTILE, SHAPELESS, hostileLine } from './hostile.ts';
import { OPEN, SECRET } from './listed.ts';
import { makeRecord } from './make-record.ts';
import { createRunThrough, newTally } from './run-through.ts';

const DOORS = { accept: (bytes: Buffer) => acceptRecord(bytes, 'D001', findProhibited), read: readRecord };

describe('of garbage', () => {
  const tally = newTally();
  const runThrough = createRunThrough(DOORS, tally);

  it('nothing unlisted leaves and nothing crashes: records of random shape', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { text, isTwice } = makeRecord(seed);
        runThrough(Buffer.from(text), isTwice);
      }),
      { numRuns: 400 },
    );
    expect(tally.accepted).toBeGreaterThan(100);
    expect(tally.open).toBeGreaterThan(200);
  });

  it('nothing crashes: JSON of any kind, and bytes of none', () => {
    fc.assert(
      fc.property(fc.json(), (text) => void runThrough(Buffer.from(text))),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void runThrough(Buffer.from(bytes))),
      {
        numRuns: 200,
      },
    );
  });

  it('a leak would be seen: a reading that takes an unlisted place for a listed one is caught', () => {
    const confused = createRunThrough(
      {
        ...DOORS,
        read: (bytes) => readRecord(Buffer.from(bytes.toString().replace('"gender"', '"name"'))),
      },
      newTally(),
    );
    const record = `{"recordId":"R","revision":1,"status":"closed","dealerCode":"D001","occurredAt":"2026-10-01T03:00:00Z","channel":"workshop","noticeId":"N","customer":{"id":"C","gender":"${SECRET}","nameKana":"${OPEN}"}}`;
    expect(() => confused(Buffer.from(record))).toThrow('tells what no clause lists');
    expect(() => runThrough(Buffer.from(record))).not.toThrow();
  });

  afterAll(() => {
    expect(({} as Record<string, unknown>)[SECRET]).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('long lines', () => {
  const BYTES = 4_000;
  const runThrough = createRunThrough(DOORS, newTally());
  const workOf = (shape: string) => (bytes: number) => {
    const line = hostileLine(shape, bytes);
    return () => runThrough(line);
  };

  it.each(HOSTILE)('take time in proportion: %s', (shape) => {
    expect(growthOfTime(BYTES, workOf(shape)).times).toBeLessThan(MOST_GROWTH);
  });

  it('take memory in proportion', () => {
    expect(growthOfMemory(BYTES, workOf('jobs')).times).toBeLessThan(MOST_GROWTH);
  });

  it('of 10 MB are told and forgotten by the splitter', () => {
    for (const make of Object.values(SHAPELESS)) {
      const splitter = createLineSplitter(LIMITS.recordBytes);
      const line = make(10_000_000);
      const told = [];
      for (let at = 0; at < line.length; at += 65_536) told.push(...splitter.push(line.subarray(at, at + 65_536)));
      expect([...told, ...splitter.end()]).toEqual([{ number: 1, bytes: null }]);
    }
  });

  const burn = (steps: number) => {
    let sum = 0;
    for (let step = 0; step < steps; step += 1) sum = (sum + (step ^ sum)) | 0;
    return sum;
  };
  /** Some milliseconds. */
  const AWHILE = 3_000_000;
  /** Every second time slow, as when something else has the caches. */
  const disturbed = (steps: number, extra: number) => {
    let count = 0;
    return () => burn(steps + ((count += 1) % 2 === 0 ? extra : 0));
  };

  it('that grow quadratically would be seen', () => {
    expect(growthOfTime(300, (size) => () => burn(size * size)).times).toBeGreaterThan(MOST_GROWTH);
  });

  it('that grow quadratically would be seen where short ones are disturbed, linear ones not be taken for such', () => {
    const quadratic = (size: number) => disturbed(size ** 2 * AWHILE, size === 1 ? 4 * AWHILE : 0);
    const linear = (size: number) => disturbed(size * AWHILE, size === 8 ? 40 * AWHILE : 0);
    expect(growthOfTime(1, quadratic).times).toBeGreaterThan(MOST_GROWTH);
    expect(growthOfTime(1, linear).times).toBeLessThan(MOST_GROWTH);
  });

  it('that hold what grows quadratically would be seen', () => {
    const held = (size: number) => () => new Array<number>(size * size).fill(0);
    expect(growthOfMemory(200, held).times).toBeGreaterThan(MOST_GROWTH);
  });
});
