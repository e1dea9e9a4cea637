// What `npm run garbage` does, on the compiled rooms.
import { join } from 'node:path';
import fc from 'fast-check';
import { findProhibited } from '#free-text';
import { LIMITS } from '#wire';
import type { readRecord } from '../../apps/gatekeeper/src/read-record.ts';
import type { createLineSplitter } from '../../apps/intake/src/lines.ts';
import type { readRecord as acceptRecord } from '../../apps/intake/src/read-record.ts';
import { ROOT } from '../../scripts/house/paths.ts';
import { MOST_GROWTH, growthOfMemory, growthOfTime } from './growth.ts';
import { HOSTILE, SHAPELESS, hostileLine } from './hostile.ts';
import { makeRecord } from './make-record.ts';
import { createRunThrough, newTally, type Tally } from './run-through.ts';
import { steer } from './steer.ts';

type Say = (message: string) => void;
/** A record by its number, or bytes as they are. */
type Line = number | Uint8Array;

export interface Stages {
  readonly tally: Tally;
  readonly line: fc.Arbitrary<Line>;
  /** Throws with the words of the record. */
  readonly run: (line: Line, words: string) => void;
  readonly steer: (seed: number, seconds: number, say: Say) => Promise<number>;
  /** The greatest growth; throws where it is more than {@link MOST_GROWTH}. */
  readonly measure: (say: Say) => { time: number; memory: number };
}

/** An eighth of the longest record intake takes, and of a line of 10 MB. */
const BYTES = [LIMITS.recordBytes / 9, 10_000_000 / 8].map(Math.floor);
const built = (path: string) => import(join(ROOT, 'dist', 'apps', path)) as Promise<unknown>;

export async function openGarbage(): Promise<Stages> {
  const gatekeeper = (await built('gatekeeper/src/read-record.js')) as { readRecord: typeof readRecord };
  const intake = (await built('intake/src/read-record.js')) as { readRecord: typeof acceptRecord };
  const lines = (await built('intake/src/lines.js')) as { createLineSplitter: typeof createLineSplitter };
  const tally = newTally();
  const doors = {
    accept: (bytes: Buffer) => intake.readRecord(bytes, 'D001', findProhibited),
    read: gatekeeper.readRecord,
  };
  const runThrough = createRunThrough(doors, tally);

  /** As it comes over the network, in pieces. */
  function split(line: Buffer): void {
    const splitter = lines.createLineSplitter(LIMITS.recordBytes);
    const told = [];
    for (let at = 0; at < line.length; at += 65_536) told.push(...splitter.push(line.subarray(at, at + 65_536)));
    told.push(...splitter.end());
    if (told.length !== 1 || (told[0]?.bytes === null) !== line.length > LIMITS.recordBytes) {
      throw new Error('the splitter tells another line than came');
    }
  }

  function measure(say: Say): { time: number; memory: number } {
    const most = { time: 0, memory: 0 };
    const makers: [string, (bytes: number) => Buffer][] = [
      ...HOSTILE.map((shape): [string, (bytes: number) => Buffer] => [shape, (bytes) => hostileLine(shape, bytes)]),
      ...Object.entries(SHAPELESS),
    ];
    for (const bytes of BYTES) {
      for (const [shape, make] of makers) {
        const workOf = (size: number) => {
          const line = make(size);
          return () => {
            split(line);
            return runThrough(line);
          };
        };
        const { readings, times: time } = growthOfTime(bytes, workOf);
        const { times: memory } = growthOfMemory(bytes, workOf);
        const size = `${((bytes * 8) / 1e6).toFixed(1)} MB`;
        const grown = `time ×${time.toFixed(1)}, memory ×${memory.toFixed(1)} for 8 times the size`;
        say(`${shape}, ${size}: ${readings.at(-1)?.toFixed(0)} ms, ${grown}`);
        if (!(time < MOST_GROWTH && memory < MOST_GROWTH))
          throw new Error(`${shape}, ${size}: more than ×${MOST_GROWTH}`);
        most.time = Math.max(most.time, time);
        most.memory = Math.max(most.memory, memory);
      }
    }
    return most;
  }

  return {
    tally,
    line: fc.oneof(
      { weight: 18, arbitrary: fc.integer() },
      { weight: 1, arbitrary: fc.json().map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    ),
    run: (line, words) => {
      if (typeof line !== 'number') return void runThrough(Buffer.from(line));
      const { text, isTwice } = makeRecord(words, line);
      runThrough(Buffer.from(text), isTwice);
    },
    steer: async (seed, seconds, say) => {
      if (seconds === 0) return 0;
      // A change may move a secret to a listed place: here the places alone are held to the list.
      const runChanged = createRunThrough(doors, newTally(), false);
      const first = Array.from({ length: 200 }, (_, index) => Buffer.from(makeRecord('steer', seed, index).text));
      const { tried, kept, blocks } = await steer(runChanged, first, {
        seed,
        seconds,
        watch: /\/dist\/(?:libs\/(?:policy|wire|free-text)|apps\/(?:intake|gatekeeper))\//,
      });
      say(
        `${tried.toLocaleString('en')} lines steered by coverage, ${kept} kept for reaching further, ${blocks} blocks reached`,
      );
      return tried;
    },
    measure,
  };
}
