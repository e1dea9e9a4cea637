// `npm run bench [-- --quick] [-- --only part …]`: measures the gate beside what would be used instead.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createSharedHouse } from '../test/bench/bench-house.ts';
import { readMachine } from '../test/bench/machine.ts';
import { watchNeighbours } from '../test/bench/neighbours.ts';
import type { Figure, Spread } from '../test/bench/pairs.ts';
import type { Part } from '../test/bench/part.ts';
import { makeProgress } from './house/announce.ts';
import { build } from './house/build.ts';
import { certifyPolicies } from './house/certify-policies.ts';
import { ROOT } from './house/paths.ts';

const BENCH = join(ROOT, 'test', 'bench');
const FULL_PAIRS = 7;
const QUICK_PAIRS = 3;
/** The share of the machine that others may have without being told. */
const QUIET = 0.05;
/** In this order: those without the shared house first; of its parts the one that leaves a backlog last. */
const PARTS = ['engine', 'connect', 'gatekeeper', 'start', 'end-to-end', 'soak', 'intake'] as const;
type PartName = (typeof PARTS)[number];

const HELP = `npm run bench [-- --quick] [-- --only part …]

Measures alternating runs, a ratio for each pair, and writes every figure as {median, min, max, pairs} to bench.json in the data
folder, with the machine's name. What was measured last, and what it means: docs/performance.md.

  --quick      a smaller form of the same: 3 pairs instead of 7, at most five minutes once everything is built
  --only part  these parts alone: ${PARTS.join(', ')}
  --help       this text

Environment
  DATA_DIR     where bench.json goes (default .data)
`;

const say = makeProgress();
const stop = new AbortController();
const args = process.argv.slice(2);
const quick = args.includes('--quick');

/** What `--only` names, or every part; an option nobody knows is `undefined`. */
function wantedParts(): readonly PartName[] | undefined {
  const [option, ...rest] = args.filter((arg) => arg !== '--quick');
  if (option === undefined) return PARTS;
  const named: readonly string[] = rest.flatMap((arg) => arg.split(','));
  const isKnown = named.length > 0 && named.every((part) => (PARTS as readonly string[]).includes(part));
  return option === '--only' && isKnown ? PARTS.filter((part) => named.includes(part)) : undefined;
}

function print(results: Readonly<Record<string, Spread | Figure>>): void {
  const round = (value: number) => Number(value.toPrecision(3)).toLocaleString('en');
  for (const [name, { median, min, max, pairs, ...rest }] of Object.entries(results)) {
    const unit = 'unit' in rest ? ` ${String(rest.unit)}` : ' ×';
    console.log(`${name.padEnd(36)} ${round(median)}${unit}  (${round(min)} to ${round(max)}, ${pairs} pairs)`);
  }
}

const minutes = (seconds: number) =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
const wordOf = (error: unknown) => (error instanceof Error ? error.message : 'unknown');

/** Builds what is needed, which only the first bench has to; then says how long the rest will take. */
async function prepare(wanted: readonly PartName[]): Promise<ReadonlyMap<PartName, Part>> {
  const startedAt = performance.now();
  await build();
  await certifyPolicies(say);
  const parts = new Map<PartName, Part>();
  for (const name of wanted) {
    const { part } = (await import(join(BENCH, name, 'measure.ts'))) as { part: Part };
    parts.set(name, part);
    await part.prepare?.({ signal: stop.signal, onProgress: (message) => say(`${name}: ${message}`) });
    stop.signal.throwIfAborted();
  }
  const takes = [...parts.values()].reduce((sum, part) => sum + part.takes[quick ? 'quick' : 'full'], 0);
  const built = (performance.now() - startedAt) / 1_000;
  say(`built in ${minutes(built)}; measuring ${wanted.join(', ')} takes about ${minutes(takes)} on two cores`);
  return parts;
}

async function bench(wanted: readonly PartName[]): Promise<number> {
  const startedAt = new Date().toISOString();
  const results: Record<string, Spread | Figure> = {};
  const failed: PartName[] = [];
  const took = new Map<PartName, number>();
  const parts = await prepare(wanted);
  const house = createSharedHouse(stop.signal);
  const shareOfOthers = watchNeighbours();
  try {
    for (const [name, part] of parts) {
      const beganAt = performance.now();
      say(`${name}: begins`);
      try {
        const { ratios, figures } = await part.measure({
          ...{ quick, house, pairs: quick ? QUICK_PAIRS : FULL_PAIRS, signal: stop.signal },
          onProgress: (message) => say(`${name}: ${message}`),
        });
        Object.assign(results, ratios, figures);
      } catch (error) {
        if (stop.signal.aborted) break;
        failed.push(name);
        console.error(`error: ${name}: ${wordOf(error)}`);
      }
      took.set(name, (performance.now() - beganAt) / 1_000);
    }
  } finally {
    await house.close();
  }
  // What was cut short is no result.
  if (stop.signal.aborted) return 130;
  const dataDir = resolve(process.env['DATA_DIR'] || join(ROOT, '.data'));
  const file = join(dataDir, 'bench.json');
  mkdirSync(dataDir, { recursive: true });
  const tookSeconds = Object.fromEntries([...took].map(([name, seconds]) => [name, Math.round(seconds)]));
  const neighbours = shareOfOthers();
  const head = { startedAt, quick, machine: readMachine(), shareOfOthers: neighbours, failed, tookSeconds };
  writeFileSync(file, `${JSON.stringify({ ...head, ...results }, null, 2)}\n`);
  print(results);
  const all = [...took.values()].reduce((sum, seconds) => sum + seconds, 0);
  say(`took ${minutes(all)}: ${[...took].map(([name, seconds]) => `${name} ${minutes(seconds)}`).join(', ')}`);
  if (neighbours !== null) {
    const share = `${Math.round(neighbours * 100)} % of the machine`;
    say(`others had ${share} meanwhile${neighbours > QUIET ? ': measure again when it is quiet' : ''}`);
  }
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
    if (stop.signal.aborted) process.exit(130);
    console.error(`error: ${wordOf(error)}`);
    process.exit(1);
  }
}
