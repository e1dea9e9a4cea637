// Builds the desk's pages to `dist/web`, compressed beside, when their sources changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { HouseError } from './house-error.ts';
import { BIN_DIR, ROOT, WEB_DIR } from './paths.ts';

const SOURCES = join(ROOT, 'apps', 'console', 'web');
/** What of the wire is in the pages. */
const WORDS = join(ROOT, 'libs', 'wire', 'src', 'reason-words');
const STAMP_FILE = join(WEB_DIR, '.stamp');
const COMPRESSED = /\.(?:js|css|svg)$/;

/** Rejects with a {@link HouseError}; the builder's own words go to stderr. */
export async function buildWeb(): Promise<void> {
  const stamp = stampOf([join(ROOT, 'package-lock.json'), ...filesIn(SOURCES), ...filesIn(WORDS)]);
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === stamp) return;
  const args = ['build', '--config', join(SOURCES, 'vite.config.ts')];
  const status = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [join(BIN_DIR, 'vite'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('close', resolve);
    child.once('error', () => resolve(127));
  });
  if (status !== 0) throw new HouseError('the build of the pages failed, see above');
  await Promise.all(
    filesIn(join(WEB_DIR, 'assets'))
      .filter((file) => COMPRESSED.test(file))
      .map(compress),
  );
  writeFileSync(STAMP_FILE, stamp);
}

async function compress(file: string): Promise<void> {
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(content));
  writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return entries.filter((file) => statSync(file).isFile() && !file.endsWith('.spec.ts')).sort();
}

function stampOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}
