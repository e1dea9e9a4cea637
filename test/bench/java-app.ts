// Builds a Java program of the bench with Maven, once for each state of its sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CACHE_DIR } from '../../scripts/house/paths.ts';

/** `folder` holds `pom.xml` and `src`. Gives the class path; throws with Maven's own word where it cannot be built. */
export function buildJavaApp(folder: string, onProgress: (message: string) => void): string {
  const pom = join(folder, 'pom.xml');
  const hash = createHash('sha256').update(readFileSync(pom));
  for (const name of readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.java')) hash.update(readFileSync(join(folder, 'src', name)));
  }
  const name = basename(folder);
  const dir = join(CACHE_DIR, `bench-${name}-${hash.digest('hex').slice(0, 8)}`);
  if (!existsSync(dir)) {
    onProgress(`building ${name} with Maven, this time only`);
    mkdirSync(CACHE_DIR, { recursive: true });
    const draft = mkdtempSync(join(CACHE_DIR, 'build-'));
    const goals = ['compile', 'dependency:copy-dependencies', `-DoutputDirectory=${join(draft, 'lib')}`];
    const args = ['-q', '-B', '-f', pom, ...goals, '-DincludeScope=runtime', `-Dtarget=${draft}`];
    const { status, stdout, stderr } = spawnSync('mvn', args, { encoding: 'utf8' });
    if (status !== 0) {
      rmSync(draft, { recursive: true, force: true });
      const fault = `${stdout}${stderr}`.split('\n').find((line) => line.includes('[ERROR]'));
      throw new Error(`Maven could not build it: ${fault?.trim() ?? 'does `mvn` run?'}`);
    }
    renameSync(draft, dir);
  }
  const jars = readdirSync(join(dir, 'lib')).sort();
  return [join(dir, 'classes'), ...jars.map((jar) => join(dir, 'lib', jar))].join(':');
}
