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
  /** One reading for each of {@link STEPS}: milliseconds, or bytes. */
  readonly readings: readonly number[];
  /** The last as a multiple of the first. */
  readonly times: number;
}

function growthOf(
  size: number,
  workOf: (size: number) => () => unknown,
  read: (work: () => unknown) => number,
): Growth {
  const readings = STEPS.map((step) => {
    const work = workOf(size * step);
    // The first run is not counted.
    work();
    return read(work);
  });
  return { readings, times: (readings.at(-1) ?? NaN) / (readings[0] ?? NaN) };
}

/** How the processor time of `workOf(size)` grows from `size` to eight times that. */
export const growthOfTime = (size: number, workOf: (size: number) => () => unknown) => growthOf(size, workOf, timeOf);

/** How what `workOf(size)` holds grows. */
export const growthOfMemory = (size: number, workOf: (size: number) => () => unknown) =>
  growthOf(size, workOf, memoryOf);
