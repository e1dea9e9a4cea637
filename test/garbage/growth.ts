// How time and memory grow with the size of a line.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Sizes measured, as multiples of the first. */
export const STEPS = [1, 2, 4, 8] as const;
/** For eight times the size; linear gives 8 and quadratic 64. */
export const MOST_GROWTH = 24;
const TIMES = 3;
/** Shorter work says nothing: it is done again until it took this long. */
const LEAST_MS = 8;
/** Less than this is what the platform keeps for itself. */
const LEAST_BYTES = 256 * 1024;

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const medianOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Milliseconds of processor time of one `work`, the median of several readings. */
function timeOf(work: () => unknown): number {
  return medianOf(
    Array.from({ length: TIMES }, () => {
      const from = cpuMs();
      let count = 0;
      let took = 0;
      do {
        work();
        count += 1;
        took = cpuMs() - from;
      } while (took < LEAST_MS);
      return took / count;
    }),
  );
}

let collect: (() => void) | undefined;
/** Bytes kept alive by what `work` gives. */
function memoryOf(work: () => unknown): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  const gc = collect;
  return medianOf(
    Array.from({ length: TIMES }, () => {
      gc();
      const before = process.memoryUsage().heapUsed;
      const kept = work();
      gc();
      const after = process.memoryUsage().heapUsed;
      return kept === undefined ? NaN : Math.max(after - before, LEAST_BYTES);
    }),
  );
}

export interface Growth {
  readonly ms: readonly number[];
  readonly bytes: readonly number[];
  /** The last reading as a multiple of the first. */
  readonly time: number;
  readonly memory: number;
}

/** Measures `workOf(size)` at each step of `size`. The first run of each is not counted. */
export function measureGrowth(size: number, workOf: (size: number) => () => unknown): Growth {
  const readings = STEPS.map((step) => {
    const work = workOf(size * step);
    work();
    return { ms: timeOf(work), bytes: memoryOf(work) };
  });
  const ms = readings.map((reading) => reading.ms);
  const bytes = readings.map((reading) => reading.bytes);
  return { ms, bytes, time: (ms.at(-1) ?? NaN) / (ms[0] ?? NaN), memory: (bytes.at(-1) ?? NaN) / (bytes[0] ?? NaN) };
}
