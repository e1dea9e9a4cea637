// Alternating pairs: what is compared runs in turn, so that a slow minute of the machine falls on both.

/** A figure over some pairs: its middle and how far it strayed. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly pairs: number;
}

/** A spread of absolute figures, in `unit`, such as `µs` or `records/s`. */
export type Figure = Spread & { readonly unit: string };

/** One run: gives the figure to compare, such as records per second. */
export type Run = () => number | Promise<number>;

export interface Alternation {
  /** a divided by b, pair by pair. */
  readonly ratio: Spread;
  readonly a: Spread;
  readonly b: Spread;
}

export interface AlternateOptions {
  readonly pairs: number;
  readonly a: Run;
  readonly b: Run;
  /** No further run begins once it is aborted. */
  readonly signal?: AbortSignal;
  /** After each pair, counted from 1. */
  readonly onPair?: (pair: number, a: number, b: number) => void;
}

/** Median (the mean of the middle two of an even number), least and greatest. Throws for no figure, or one that is not finite. */
export function spreadOf(figures: readonly number[]): Spread {
  if (figures.length === 0 || !figures.every(Number.isFinite)) throw new Error('a spread needs finite figures');
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { median, min: at(0), max: at(sorted.length - 1), pairs: sorted.length };
}

/** Nearest-rank percentile, rank from 0 to 100. Throws for no figure. */
export function percentile(figures: readonly number[], rank: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error('a percentile needs figures');
  return found;
}

/**
 * Runs a, b, then b, a, and so on, one at a time. Rejects with what a run rejects with, with the signal's reason once it
 * is aborted, or where a figure is not positive: then there is no ratio.
 */
export async function alternate({ pairs, a, b, signal, onPair }: AlternateOptions): Promise<Alternation> {
  const figures = { a: [] as number[], b: [] as number[] };
  const measure = async (name: 'a' | 'b', run: Run): Promise<number> => {
    signal?.throwIfAborted();
    const figure = await run();
    if (!Number.isFinite(figure) || figure <= 0) throw new Error(`run ${name} gave no positive figure`);
    figures[name].push(figure);
    return figure;
  };
  const ratios: number[] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    let [ofA, ofB] = [0, 0];
    if (pair % 2 === 1) {
      ofA = await measure('a', a);
      ofB = await measure('b', b);
    } else {
      ofB = await measure('b', b);
      ofA = await measure('a', a);
    }
    ratios.push(ofA / ofB);
    onPair?.(pair, ofA, ofB);
  }
  return { ratio: spreadOf(ratios), a: spreadOf(figures.a), b: spreadOf(figures.b) };
}
