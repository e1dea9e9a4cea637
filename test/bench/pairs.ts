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

export interface Turns<Name extends string> {
  readonly rounds: number;
  /** Who runs, in the order of the first round; the second goes backwards, and so on. */
  readonly runs: Readonly<Record<Name, Run>>;
  /** No further run begins once it is aborted. */
  readonly signal?: AbortSignal;
  /** Before each round, counted from 1; not measured. */
  readonly beforeRound?: (round: number) => void | Promise<void>;
  readonly onRound?: (round: number, figures: Readonly<Record<Name, number>>) => void;
}

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
 * Runs everyone once a round, one at a time, and gives each one's figures by round. Rejects with what a run rejects with,
 * with the signal's reason once it is aborted, or where a figure is not positive: then there is no ratio.
 */
export async function takeTurns<Name extends string>(turns: Turns<Name>): Promise<Readonly<Record<Name, number[]>>> {
  const { rounds, runs, signal, beforeRound, onRound } = turns;
  const names = Object.keys(runs) as Name[];
  const byName = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 1; round <= rounds; round += 1) {
    signal?.throwIfAborted();
    await beforeRound?.(round);
    const figures: Partial<Record<Name, number>> = {};
    for (const name of round % 2 === 1 ? names : names.toReversed()) {
      signal?.throwIfAborted();
      const figure = await runs[name]();
      if (!Number.isFinite(figure) || figure <= 0) throw new Error(`run ${name} gave no positive figure`);
      byName[name].push(figure);
      figures[name] = figure;
    }
    onRound?.(round, figures as Record<Name, number>);
  }
  return byName;
}

/** Each divided by its own round's other. Throws where one has none. */
export function ratioOf(figures: readonly number[], others: readonly number[]): Spread {
  if (figures.length !== others.length) throw new Error('a ratio needs as many of both');
  return spreadOf(figures.map((figure, index) => figure / others[index]!));
}

/** Turns of two: a, b, then b, a, and so on. Rejects as {@link takeTurns} does. */
export async function alternate({ pairs, a, b, signal, onPair }: AlternateOptions): Promise<Alternation> {
  const figures = await takeTurns({
    ...{ rounds: pairs, runs: { a, b } },
    ...(signal ? { signal } : {}),
    onRound: (round, of) => onPair?.(round, of.a, of.b),
  });
  return { ratio: ratioOf(figures.a, figures.b), a: spreadOf(figures.a), b: spreadOf(figures.b) };
}
