// `npm run check`: what a person runs before a commit. Each check with its time; what a failed one said comes after it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BIN_DIR, ROOT } from './house/paths.ts';

const SOURCES = ['apps', 'libs', 'test', 'scripts'];
const bin = (name: string) => join(BIN_DIR, name);

/** Name and arguments of Node, the longest first: two run at a time. */
const CHECKS: readonly (readonly [string, readonly string[]])[] = [
  ['lint', [bin('eslint'), ...SOURCES]],
  ['types', [bin('tsc'), '-p', 'tsconfig.json', '--noEmit']],
  ['types of the pages', [bin('tsc'), '-p', 'apps/console/web/tsconfig.json', '--noEmit']],
  ['unit tests', ['scripts/test.ts', '--unit']],
  ['architecture', [bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'apps', 'libs']],
  ['format', [bin('biome'), 'format', ...SOURCES]],
];
const AT_ONCE = 2;

/** True when it passed. */
async function run(name: string, args: readonly string[]): Promise<boolean> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
  const passed = status === 0;
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${seconds} s  ${name}`);
  if (!passed) console.log(said.trimEnd());
  return passed;
}

const withoutTests = process.argv.includes('--without-tests');
const waiting = CHECKS.filter(([name]) => !(withoutTests && name === 'unit tests'));
const outcomes: boolean[] = [];
const worker = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(await run(...next));
};
await Promise.all(Array.from({ length: AT_ONCE }, worker));
const passed = outcomes.filter(Boolean).length;
console.log(`${passed} checks passed, ${outcomes.length - passed} failed`);
process.exit(passed === outcomes.length ? 0 : 1);
