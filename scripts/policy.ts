// `npm run policy -- check policies/<id>.yaml`: one line per fault and exit 1, or one line and exit 0.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';

const ROOT = join(import.meta.dirname, '..');

/** Compiles wire and policy when a source is newer than what was compiled of it. */
function buildIfStale(): void {
  const sources = globSync('libs/{wire,policy}/src/**/*.ts', { cwd: ROOT }).filter(
    (file) => !file.endsWith('.spec.ts'),
  );
  const isFresh = (file: string) => {
    const output = join(ROOT, 'dist', file.replace(/\.ts$/, '.js'));
    return existsSync(output) && statSync(output).mtimeMs >= statSync(join(ROOT, file)).mtimeMs;
  };
  if (sources.every(isFresh)) return;
  const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
  const options = ['--out-dir', 'dist', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts', '--quiet'];
  execFileSync(process.execPath, [swc, 'libs/wire', 'libs/policy', ...options], { cwd: ROOT });
}

async function faultsOf(file: string): Promise<string[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return ['cannot be read'];
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return document.errors.map(({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message.split('\n')[0]}`);
  }
  buildIfStale();
  const [{ compilePolicy, PolicyFault }, { CATALOGUE }] = await Promise.all([import('#policy'), import('#wire')]);
  try {
    const { id } = compilePolicy(document.toJS(), CATALOGUE);
    return basename(file) === `${id}.yaml` ? [] : [`\`policy\` must be the name of its file; it is \`${id}\``];
  } catch (error) {
    if (error instanceof PolicyFault) return [...error.faults];
    throw error;
  }
}

const [command, ...files] = process.argv.slice(2);
if (command !== 'check' || files.length === 0) {
  console.error('usage: npm run policy -- check policies/<id>.yaml …');
  process.exit(2);
}
for (const file of files) {
  const faults = await faultsOf(file);
  for (const fault of faults) console.error(`${file}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${file}: compiles`);
}
