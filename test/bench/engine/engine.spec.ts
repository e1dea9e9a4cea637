// The engine's part of the bench stays runnable: its work is what it says it is, and Cedar says of it what the engine says.
import { describe, expect, it } from '@jest/globals';
import { createDecider, projectJson } from '#policy';
import { CATALOGUE } from '#wire';
import { alternate } from '../pairs.ts';
import { openCedar } from './cedar.ts';
import { copyPermitted, readPeerRecord } from './peer-record.ts';
import { proveEqual } from './prove-equal.ts';
import { LEAVES, STREAMS, makeWork, newLaw } from './work.ts';

const work = makeWork(12);

describe('the work of the bench', () => {
  it('is records of 1 KB with 25 leaves for five streams, of which some are released', () => {
    const decider = createDecider({ catalogue: CATALOGUE, scanner: () => () => [] });
    const law = newLaw();
    let released = 0;
    for (const { record, situations } of work) {
      expect(Buffer.byteLength(JSON.stringify(record))).toBeGreaterThan(900);
      expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThan(1_200);
      expect(readPeerRecord(record).leaves).toHaveLength(LEAVES);
      expect(situations).toHaveLength(STREAMS.length);
      for (const situation of situations) {
        if (projectJson(record, decider.decide(record, situation, law), 'ID') !== null) released += 1;
      }
    }
    expect(released).toBeGreaterThan(30);
    expect(released).toBeLessThan(60);
  });

  it('is judged by Cedar as by the engine, and a peer that is not is told', async () => {
    const cedar = openCedar(newLaw().judged, work);
    expect(proveEqual([cedar], work)).toBe(work.length * STREAMS.length * LEAVES);
    const lenient = { ...cedar, judge: () => STREAMS.map(() => ({ permitted: new Set(['vin', 'name']) })) };
    expect(() => proveEqual([lenient], work)).toThrow('differ for stream 0');
    const one = () => {
      const startedAt = performance.now();
      for (const piece of work) {
        const record = readPeerRecord(piece.record);
        for (const { permitted } of cedar.judge(record, piece)) copyPermitted(record, permitted, 'ID');
      }
      return work.length / (performance.now() - startedAt);
    };
    expect((await alternate({ pairs: 1, a: one, b: one })).ratio.pairs).toBe(1);
  });
});
