// Bundles each app with its dependencies into `dist/bundle`: an app then loads in a quarter of the time (ADR 0014).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown, type RolldownLog } from 'rolldown';
import { HouseError } from './house-error.ts';
import { BUNDLE_DIR, ROOT } from './paths.ts';

const COMPILED = join(ROOT, 'dist');
const STAMP_FILE = join(BUNDLE_DIR, '.stamp');

/** By the name of the file it becomes. */
const ENTRIES = {
  ...Object.fromEntries(readdirSync(join(ROOT, 'apps')).map((app) => [app, `apps/${app}/src/main.js`])),
  issuer: 'libs/auth/src/sandbox-issuer.main.js',
  telemetry: 'libs/process/src/telemetry.js',
  'enumerate.worker': 'libs/certificate/src/enumerate.worker.js',
};

/** A package of its own: it reads a file beside it. */
const EXTERNAL = [/^@platformatic\/wasm-utils$/];

/** Libraries name optional packages that are not installed, and one tries out what `eval` may do. */
const EXPECTED = new Set(['UNRESOLVED_IMPORT', 'EVAL']);

/** Does nothing if neither code nor dependencies changed. Rejects with a {@link HouseError}. */
export async function bundleApps(): Promise<void> {
  const stamp = stampOfInput();
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === stamp) return;
  try {
    await using bundle = await rolldown({
      input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(COMPILED, file)])),
      platform: 'node',
      // A library that comes as UMD asks for its parts in a way no bundler can follow.
      resolve: { mainFields: ['module', 'main'] },
      external: EXTERNAL,
      onLog: refuseWarnings,
    });
    await bundle.write({ dir: BUNDLE_DIR, format: 'esm', sourcemap: true, cleanDir: true });
  } catch (error) {
    throw new HouseError(`the apps cannot be bundled: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  writeFileSync(STAMP_FILE, stamp);
}

function refuseWarnings(_level: string, log: RolldownLog): void {
  const isOurs = log.id !== undefined && !log.id.includes('node_modules');
  if (isOurs || !EXPECTED.has(log.code ?? '')) throw new Error(log.message);
}

function stampOfInput(): string {
  const own = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(COMPILED, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .sort()
      .map((name) => join(COMPILED, folder, name)),
  );
  const hash = createHash('sha256');
  for (const file of [...own, join(ROOT, 'package-lock.json'), import.meta.filename])
    hash
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}
