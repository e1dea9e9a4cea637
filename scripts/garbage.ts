// `npm run garbage [-- --records n] [--seed n] [--seconds n]`: garbage by the million through validation, decide and project.
import { join } from 'node:path';
import fc from 'fast-check';
import { makeProgress } from './house/announce.ts';
import { compile } from './house/build.ts';
import { ROOT } from './house/paths.ts';

const HELP = `npm run garbage [-- --records n] [--seed n] [--seconds n]

Steers lines by the code they reach through what every record passes, and looks for what must not leave; then does so with records of
random shape; then measures how time and memory grow with hostile lines, up to 10 MB. Exits 1 at the first that fails.

  --records n   records of random shape (default 1000000)
  --seed n      the same seed gives the same records (default: the clock's)
  --seconds n   how long lines are steered by coverage (default 60)
  --help        this text
`;
const OPTIONS = { '--records': 1_000_000, '--seed': Date.now() % 2 ** 31, '--seconds': 60 };
/** Between two lines of progress. */
const ROUND = 20_000;

/** The options given over the default ones; `undefined` for one nobody knows. */
function readOptions(args: readonly string[]): typeof OPTIONS | undefined {
  const options = { ...OPTIONS };
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value = ''] = args.slice(at, at + 2);
    if (!Object.hasOwn(options, name) || !/^\d{1,10}$/.test(value)) return undefined;
    options[name as keyof typeof OPTIONS] = Number(value);
  }
  return options;
}

async function garbage(options: typeof OPTIONS): Promise<void> {
  const { '--records': records, '--seed': seed, '--seconds': seconds } = options;
  const startedAt = performance.now();
  const say = makeProgress();
  await compile();
  const { openGarbage } = (await import(
    join(ROOT, 'test', 'garbage', 'stages.ts')
  )) as typeof import('../test/garbage/stages.ts');
  const stages = await openGarbage();
  say(`seed ${seed}`);
  // First: of code that has been compiled for speed V8 counts no blocks.
  const steered = await stages.steer(seed, seconds, say);
  for (let done = 0; done < records; ) {
    const count = Math.min(ROUND, records - done);
    const round = `${seed} ${done}`;
    let index = 0;
    fc.assert(
      fc.property(stages.line, (line) => stages.run(line, `${round} ${(index += 1)}`)),
      { numRuns: count, seed: (seed + done) | 0, endOnFailure: true },
    );
    done += count;
    const { accepted, released } = stages.tally;
    say(
      `${done.toLocaleString('en')} records, ${accepted.toLocaleString('en')} accepted, ${released.toLocaleString('en')} releases`,
    );
  }
  if (records > 0 && stages.tally.open === 0)
    throw new Error('nothing a clause lists was released either: nothing is proven');
  const most = stages.measure(say);
  const took = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    `${records.toLocaleString('en')} records and ${steered.toLocaleString('en')} steered lines in ${took} s: nothing unlisted left, nothing crashed; ` +
      `for 8 times the size time grew at most ${most.time.toFixed(1)} times, memory ${most.memory.toFixed(1)} times`,
  );
}

const args = process.argv.slice(2);
const options = readOptions(args);
if (args.includes('--help') || options === undefined) {
  process.stdout.write(HELP);
  process.exitCode = args.includes('--help') ? 0 : 2;
} else {
  try {
    await garbage(options);
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : 'unknown'}`);
    process.exitCode = 1;
  }
}
