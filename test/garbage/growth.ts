// How time and memory grow with the size of a line.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Sizes measured, as multiples of the first. */
export const STEPS = [1, 2, 4, 8] as const;
/** For eight times the size; linear gives 8 and quadratic 64. */
export const MOST_GROWTH = 24;
/** Readings of each size; of long work fewer, {@link ENOUGH_MS} and two rounds at least: what disturbs a reading is short. */
const ROUNDS = 7;
const ENOUGH_MS = 1_500;
/** Shorter work says nothing: it is done again until it took this long. */
const LEAST_MS = 8;
const MEMORY_READINGS = 3;
/** Less than this is what the platform keeps for itself. */
const LEAST_BYTES = 256 * 1024;

/**
 * Milliseconds of processor time this thread alone has had: when the collector's own threads sweep up, and after whom, is no
 * matter of the work.
 */
export const cpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Milliseconds of processor time of one `work`. */
function timeOf(work: () => unknown): number {
  const from = cpuMs();
  let count = 0;
  let took = 0;
  do {
    work();
    count += 1;
    took = cpuMs() - from;
  } while (took < LEAST_MS);
  return took / count;
}

/**
 * Milliseconds of each work, the least of its readings: cold caches, page faults and neighbours only ever add. All sizes are read
 * in turn, so that a bad moment meets each of them.
 */
function timesOf(works: readonly (() => unknown)[]): readonly number[] {
  const least = works.map(() => Infinity);
  let spent = 0;
  for (let round = 0; round < ROUNDS && (round < 2 || spent < ENOUGH_MS); round += 1) {
    for (const [index, work] of works.entries()) {
      const took = timeOf(work);
      spent += took;
      least[index] = Math.min(least[index] ?? NaN, took);
    }
  }
  return least;
}

const medianOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

let collect: (() => void) | undefined;
/** Bytes kept alive by what `work` gives. */
function memoryOf(work: () => unknown): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  const gc = collect;
  return medianOf(
    Array.from({ length: MEMORY_READINGS }, () => {
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
  read: (works: readonly (() => unknown)[]) => readonly number[],
): Growth {
  const works = STEPS.map((step) => workOf(size * step));
  // The first run is not counted.
  for (const work of works) work();
  const readings = read(works);
  return { readings, times: (readings.at(-1) ?? NaN) / (readings[0] ?? NaN) };
}

/** How the processor time of `workOf(size)` grows from `size` to eight times that. */
export const growthOfTime = (size: number, workOf: (size: number) => () => unknown) => growthOf(size, workOf, timesOf);

/** How what `workOf(size)` holds grows. */
export const growthOfMemory = (size: number, workOf: (size: number) => () => unknown) =>
  growthOf(size, workOf, (works) => works.map(memoryOf));
