// Compiles apps and libs to `dist`, a third of a second, bundles what changed, and builds the desk's pages when they did: so it is
// done at every start.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildWeb } from './build-web.ts';
import { bundleApps } from './bundle-apps.ts';
import { writeEngineHash } from './engine-hash.ts';
import { HouseError } from './house-error.ts';
import { BIN_DIR, ROOT } from './paths.ts';

/** Rejects with a {@link HouseError}; the compiler's own words go to stderr. */
export async function build(): Promise<void> {
  await Promise.all([compile().then(bundleApps), buildWeb()]);
}

/** Apps and libs to `dist`, with the hash of the engine they make. Rejects with a {@link HouseError}. */
export async function compile(): Promise<void> {
  const ignored = ['**/*.spec.ts', 'libs/*/test/**', 'apps/console/web/**'].flatMap((pattern) => ['--ignore', pattern]);
  const args = ['apps', 'libs', '--out-dir', 'dist', '--config-file', '.swcrc', ...ignored, '--quiet'];
  const status = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [join(BIN_DIR, 'swc'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('close', resolve);
    child.once('error', () => resolve(127));
  });
  if (status !== 0) throw new HouseError('the build failed, see above');
  writeEngineHash();
}
