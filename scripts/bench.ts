// `npm run bench [-- --quick] [-- --only part …]`: measures the gate beside what would be used instead.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readMachine } from '../test/bench/machine.ts';
import type { Figure, Spread } from '../test/bench/pairs.ts';
import type { Measure } from '../test/bench/part.ts';
import { makeProgress } from './house/announce.ts';
import { build } from './house/build.ts';
import { ROOT } from './house/paths.ts';

const BENCH = join(ROOT, 'test', 'bench');
const FULL_PAIRS = 7;
const QUICK_PAIRS = 3;
const parts = readdirSync(BENCH).filter((name) => existsSync(join(BENCH, name, 'measure.ts')));

const HELP = `npm run bench [-- --quick] [-- --only part …]

Measures alternating runs, a ratio for each pair, and writes every figure as {median, min, max, pairs} to bench.json in the data
folder, with the machine's name. What was measured last, and what it means: docs/performance.md.

  --quick      a smaller form of the same, at most five minutes
  --only part  these parts alone: ${parts.join(', ') || 'there are none'}
  --help       this text

Environment
  DATA_DIR     where bench.json goes (default .data)
`;

const say = makeProgress();
const stop = new AbortController();
const args = process.argv.slice(2);
const quick = args.includes('--quick');

/** What `--only` names, or every part; an option nobody knows is `undefined`. */
function wantedParts(): readonly string[] | undefined {
  const rest = args.filter((arg) => arg !== '--quick');
  if (rest.length === 0) return parts;
  const named = rest.slice(1).flatMap((arg) => arg.split(','));
  return rest[0] === '--only' && named.length > 0 && named.every((part) => parts.includes(part)) ? named : undefined;
}

function print(results: Readonly<Record<string, Spread | Figure>>): void {
  const round = (value: number) => Number(value.toPrecision(3)).toLocaleString('en');
  for (const [name, { median, min, max, pairs, ...rest }] of Object.entries(results)) {
    const unit = 'unit' in rest ? ` ${String(rest.unit)}` : ' ×';
    console.log(`${name.padEnd(36)} ${round(median)}${unit}  (${round(min)} to ${round(max)}, ${pairs} pairs)`);
  }
}

async function bench(wanted: readonly string[]): Promise<number> {
  const startedAt = new Date().toISOString();
  await build();
  const results: Record<string, Spread | Figure> = {};
  const failed: string[] = [];
  for (const part of wanted) {
    if (stop.signal.aborted) break;
    say(`${part}: begins`);
    try {
      const { measure } = (await import(join(BENCH, part, 'measure.ts'))) as { measure: Measure };
      const { ratios, figures } = await measure({
        quick,
        pairs: quick ? QUICK_PAIRS : FULL_PAIRS,
        signal: stop.signal,
        onProgress: (message) => say(`${part}: ${message}`),
      });
      Object.assign(results, ratios, figures);
    } catch (error) {
      if (stop.signal.aborted) break;
      failed.push(part);
      console.error(`error: ${part}: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
  // What was cut short is no result.
  if (stop.signal.aborted) return 130;
  const dataDir = resolve(process.env['DATA_DIR'] || join(ROOT, '.data'));
  const file = join(dataDir, 'bench.json');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ startedAt, quick, machine: readMachine(), failed, ...results }, null, 2)}\n`);
  print(results);
  say(`written to ${file}`);
  return failed.length > 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stop.signal.aborted) say('stopping');
    stop.abort(new Error('stopped'));
  });
}
const wanted = wantedParts();
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(HELP, () => process.exit(0));
} else if (wanted === undefined) {
  console.error(`error: \`${args.join(' ')}\` names no part or option: see \`npm run bench -- --help\``);
  process.exit(2);
} else {
  try {
    process.exit(await bench(wanted));
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : 'unknown'}`);
    process.exit(1);
  }
}
