// `npm run mutants [-- --afresh] [--concurrency n] [file …]`: changes the code of the decision path in small ways and sees whether a test fails.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compare, type Comparison, type Equivalents, type Report } from '../test/mutants/compare.ts';
import { OFF_THE_PATH } from '../test/mutants/off-the-path.ts';
import { makeProgress } from './house/announce.ts';
import { BIN_DIR, CACHE_DIR, ROOT } from './house/paths.ts';

const HELP = `npm run mutants [-- --afresh] [--concurrency n] [file …]

Mutates libs/policy file by file (Stryker) and runs the tests that read as the policy against each mutant, 45 minutes at most: what
is left then is done by the next run. Results are kept in .cache/mutants while the mutated file and the names of the tests stay; a
test that says something else under its old name, or is to kill what a file does when it is loaded, asks for --afresh. Exits 1 on a
survivor that test/mutants/equivalent.yaml does not argue for, on an argument whose mutant is gone, and while a file is left.

  file             the part of a path, such as \`judge\`: these files alone
  --afresh         forgets the results kept
  --concurrency n  mutants tried at once (default: as many as there are processors)
  --help           this text
`;
const LIMIT_MS = 45 * 60_000;
const TELL_EVERY_MS = 20_000;
const SOURCES = join(ROOT, 'libs', 'policy', 'src');
const RESULTS = join(CACHE_DIR, 'mutants');
const CONFIG = join('test', 'mutants', 'stryker.config.mjs');

const say = makeProgress();
const pathOf = (file: string) => `libs/policy/src/${file}`;
const resultsOf = (file: string) => join(RESULTS, `${file.replaceAll('/', '-')}.json`);

/** True the first time, and then no sooner than after `ms`. */
function oncePer(ms: number): () => boolean {
  let next = 0;
  return () => {
    const now = performance.now();
    if (now < next) return false;
    next = now + ms;
    return true;
  };
}

/** Files of the decision path, smallest first: most of them are done when time is up. */
function filesToMutate(): readonly string[] {
  const all = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const sizes = all
    .filter(
      (file) =>
        file.endsWith('.ts') && !file.endsWith('.spec.ts') && !OFF_THE_PATH.some((name) => file.startsWith(name)),
    )
    .map((file) => [file, readFileSync(join(SOURCES, file)).length] as const);
  return sizes.sort(([, one], [, other]) => one - other).map(([file]) => file);
}

/** Runs Stryker on one file until `endsAt`; what it did by then is kept. False where it failed for a reason of its own. */
async function mutate(file: string, endsAt: number, concurrency: number): Promise<boolean> {
  const args = ['run', CONFIG, '--mutate', pathOf(file), '--incrementalFile', resultsOf(file)];
  const child = spawn(process.execPath, [join(BIN_DIR, 'stryker'), ...args, '--concurrency', String(concurrency)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const isNews = oncePer(TELL_EVERY_MS);
  child.stdout.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
    const progress = /Mutation testing .*/.exec(chunk.toString())?.[0];
    if (progress !== undefined && isNews()) say(`${pathOf(file)}: ${progress}`);
  });
  const timer = setTimeout(() => child.kill('SIGINT'), Math.max(endsAt - performance.now(), 0));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  const isDone = status === 0 || performance.now() >= endsAt;
  if (!isDone) console.error(said);
  return isDone;
}

function compared(file: string, equivalents: Equivalents): Comparison | null {
  if (!existsSync(resultsOf(file))) return null;
  const { files } = JSON.parse(readFileSync(resultsOf(file), 'utf8')) as Report;
  const own = files[pathOf(file)];
  return own === undefined ? null : compare({ files: { [pathOf(file)]: own } }, equivalents);
}

async function mutants(wanted: readonly string[], concurrency: number): Promise<number> {
  const equivalents = parse(readFileSync(join(ROOT, 'test', 'mutants', 'equivalent.yaml'), 'utf8')) as Equivalents;
  const files = filesToMutate().filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
  const endsAt = performance.now() + LIMIT_MS;
  const sums = { killed: 0, timeout: 0, listed: 0, unlisted: 0, gone: 0, left: 0 };
  for (const [index, file] of files.entries()) {
    if (performance.now() < endsAt) {
      say(`${pathOf(file)}: file ${index + 1} of ${files.length}; first all tests as they are`);
      if (!(await mutate(file, endsAt, concurrency)))
        throw new Error(`Stryker failed on \`${pathOf(file)}\`, see above`);
    }
    const isDone = performance.now() < endsAt;
    const found = isDone ? compared(file, equivalents) : null;
    if (found === null && isDone) {
      say(`${pathOf(file)}: nothing to change, types alone`);
      continue;
    }
    if (found === null) {
      sums.left += 1;
      say(`${pathOf(file)}: left for the next run`);
      continue;
    }
    const { counts, listed, unlisted, gone } = found;
    sums.killed += counts['Killed'] ?? 0;
    sums.timeout += counts['Timeout'] ?? 0;
    sums.listed += listed;
    sums.unlisted += unlisted.length;
    sums.gone += gone.length;
    say(
      `${pathOf(file)}: ${counts['Killed'] ?? 0} killed, ${counts['Timeout'] ?? 0} timed out, ${listed} equivalent, ${unlisted.length} survived`,
    );
    for (const line of unlisted) console.log(`  survived  ${line}`);
    for (const line of gone) console.log(`  listed, but gone  ${line}`);
  }
  const { killed, timeout, listed, unlisted, gone, left } = sums;
  console.log(
    `${files.length - left} files: ${killed} mutants killed, ${timeout} timed out, ${listed} argued to be equivalent; ` +
      `${unlisted} survived, ${gone} arguments without a mutant, ${left} files left`,
  );
  return files.length > 0 && unlisted + gone + left === 0 ? 0 : 1;
}

const args = process.argv.slice(2);
const at = args.indexOf('--concurrency');
const concurrency = at === -1 ? String(availableParallelism()) : (args[at + 1] ?? '');
const wanted = args.filter((arg, index) => arg !== '--afresh' && (at === -1 || (index !== at && index !== at + 1)));
if (args.includes('--help') || !/^[1-9]\d?$/.test(concurrency) || wanted.some((arg) => arg.startsWith('--'))) {
  process.stdout.write(HELP);
  process.exitCode = args.includes('--help') ? 0 : 2;
} else {
  if (args.includes('--afresh')) rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  try {
    process.exitCode = await mutants(wanted, Number(concurrency));
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : 'unknown'}`);
    process.exitCode = 1;
  }
}
