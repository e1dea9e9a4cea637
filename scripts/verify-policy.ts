// `npm run verify:policy [-- --cases N] [-- --seed N]`: engine, naive reference and Cedar on random cases, on every core.
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Portion, PortionResult } from '../test/articles/differential.ts';
import { build } from './house/build.ts';
import { ROOT } from './house/paths.ts';

const HELP = `npm run verify:policy [-- --cases N] [-- --seed N]

Draws random records, questions, states and versions of the policy, and has each case decided three times: by the engine, by the
naive reference (test/articles/reference-decide.ts) and by the matrix written as Cedar policies (test/articles/cedar). Ends with one
line, and exit 1 where two of them differ; the smallest such case found is printed before it.

  --cases N  how many (default 1,000,000; rounded up to tens)
  --seed N   draws the same cases again (default: another one each time, printed)
  --help     this text
`;
const CASES = 1_000_000;
/** What one thread does before it takes the next; also how far a difference has to be drawn again. */
const PORTION = 5_000;
const SAY_EVERY_MS = 10_000;
const WORKER = join(ROOT, 'test', 'articles', 'differential-worker.ts');

const startedAt = performance.now();
const number = (value: number) => value.toLocaleString('en');

function elapsed(): string {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Portions with seeds of their own; the first has the seed given, so that one portion can be drawn again alone. */
function* portionsOf(cases: number, seed: number): Generator<Portion> {
  for (let drawn = 0, index = 0; drawn < cases; drawn += PORTION, index += 1) {
    yield { seed: (seed + Math.imul(index, 0x9e37_79b1)) | 0, cases: Math.min(PORTION, cases - drawn) };
  }
}

interface Tally {
  cases: number;
  askedOfCedar: number;
  readonly seen: Map<string, number>;
  difference: { readonly portion: Portion; readonly report: string } | null;
}

function add(tally: Tally, portion: Portion, result: PortionResult): void {
  tally.cases += result.cases;
  tally.askedOfCedar += result.askedOfCedar;
  for (const [reason, count] of Object.entries(result.seen))
    tally.seen.set(reason, (tally.seen.get(reason) ?? 0) + count);
  if (result.difference !== null) tally.difference ??= { portion, report: result.difference };
}

async function verify(cases: number, seed: number): Promise<Tally> {
  const portions = portionsOf(cases, seed);
  const tally: Tally = { cases: 0, askedOfCedar: 0, seen: new Map(), difference: null };
  let saidAt = performance.now();
  const work = async () => {
    const worker = new Worker(WORKER);
    try {
      for (const portion of portions) {
        worker.postMessage(portion);
        const [result] = (await once(worker, 'message')) as [PortionResult];
        add(tally, portion, result);
        if (tally.difference !== null) return;
        if (performance.now() - saidAt < SAY_EVERY_MS) continue;
        saidAt = performance.now();
        console.log(`${elapsed().padStart(6)}  ${number(tally.cases)} of ${number(cases)} cases`);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), Math.ceil(cases / PORTION)) }, work));
  return tally;
}

/** A whole number from `least` on; `undefined` for anything else. */
function wholeNumber(text: string | undefined, usual: number, least: number): number | undefined {
  const value = text === undefined ? usual : Number(text);
  return Number.isSafeInteger(value) && value >= least ? value : undefined;
}

function readOptions(): { cases: number; seed: number } | 'help' | null {
  const options = { cases: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ options });
    if (values.help) return 'help';
    const cases = wholeNumber(values.cases, CASES, 1);
    const seed = wholeNumber(values.seed, Date.now() | 0, -(2 ** 31));
    return cases === undefined || seed === undefined || seed >= 2 ** 31 ? null : { cases, seed };
  } catch {
    return null;
  }
}

const options = readOptions();
if (options === 'help') {
  process.stdout.write(HELP);
} else if (options === null) {
  console.error('error: `--cases` and `--seed` take a whole number: see `npm run verify:policy -- --help`');
  process.exitCode = 2;
} else {
  const { cases, seed } = options;
  try {
    await build();
    console.log(`${elapsed().padStart(6)}  ${number(cases)} cases, seed ${seed}`);
    const { difference, seen, askedOfCedar, ...done } = await verify(cases, seed);
    if (difference === null) {
      const reasons = [...seen.values()].filter((count) => count > 0).length;
      console.log(
        `engine, reference and Cedar agree on ${number(done.cases)} cases: ${reasons} reasons given, ` +
          `${number(askedOfCedar)} questions to Cedar, seed ${seed}, ${elapsed()}`,
      );
    } else {
      console.error(difference.report);
      console.error(
        `engine, reference and Cedar differ, after ${number(done.cases)} cases; again: ` +
          `npm run verify:policy -- --cases ${difference.portion.cases} --seed ${difference.portion.seed}`,
      );
      process.exitCode = 1;
    }
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : 'unknown'}`);
    process.exitCode = 1;
  }
}
