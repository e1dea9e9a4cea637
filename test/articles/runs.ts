// How many cases a property tries: all of them, or a share where a test is asked many times over.
const { SHARE_OF_RUNS, SEED_OF_RUNS } = globalThis as { SHARE_OF_RUNS?: number; SEED_OF_RUNS?: number };
const LEAST = 20;

/** Options of a property that tries `count` cases; fewer, and always the same ones, under `npm run mutants`. */
export function runs(count: number): { readonly numRuns: number; readonly seed?: number } {
  if (SHARE_OF_RUNS === undefined || SEED_OF_RUNS === undefined) return { numRuns: count };
  return { numRuns: Math.max(LEAST, Math.ceil(count * SHARE_OF_RUNS)), seed: SEED_OF_RUNS };
}
