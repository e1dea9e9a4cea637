// What a part of `npm run bench` is: a folder of test/bench whose `measure.ts` exports `part`.
import type { SharedHouse } from './bench-house.ts';
import type { Figure, Spread } from './pairs.ts';

export interface PrepareOptions {
  /** Aborted by Ctrl-C: end what was started, then reject. */
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

export interface MeasureOptions extends PrepareOptions {
  /** The smaller form: fewer pairs and shorter runs, the same work. All parts together take at most five minutes. */
  readonly quick: boolean;
  /** Alternating pairs of every comparison: 7, or 3 when quick. */
  readonly pairs: number;
  /** One house for all parts that need one. */
  readonly house: SharedHouse;
}

/** Names begin with the part's own, or with what it compares: `engine.vsOpaWasm`, `engine.decideWarmMicros`. */
export interface PartResult {
  readonly ratios: Readonly<Record<string, Spread>>;
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface Part {
  /** About how long it takes on two cores, in seconds. */
  readonly takes: { readonly quick: number; readonly full: number };
  /** Builds and fetches what is kept for the next time; done before anything is timed, and not counted. */
  readonly prepare?: (options: PrepareOptions) => void | Promise<void>;
  readonly measure: (options: MeasureOptions) => Promise<PartResult>;
}
