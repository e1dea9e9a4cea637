// What a part of `npm run bench` is: a folder of test/bench whose `measure.ts` exports `measure`.
import type { Figure, Spread } from './pairs.ts';

export interface MeasureOptions {
  /** The smaller form: fewer pairs and shorter runs, the same work. All parts together take at most five minutes. */
  readonly quick: boolean;
  /** Alternating pairs of every comparison: 7 unless quick. */
  readonly pairs: number;
  /** Aborted by Ctrl-C: end what was started, then reject. */
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** Names begin with the part's own: `engine.vsOpaWasm`, `engine.decideWarmMicros`. */
export interface PartResult {
  readonly ratios: Readonly<Record<string, Spread>>;
  readonly figures: Readonly<Record<string, Figure>>;
}

export type Measure = (options: MeasureOptions) => Promise<PartResult>;
