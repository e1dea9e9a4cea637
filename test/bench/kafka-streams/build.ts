// Builds the Kafka Streams application with Maven, once for each state of its sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_DIR } from '../../../scripts/house/paths.ts';

const HERE = import.meta.dirname;
const SOURCES = join(HERE, 'src', 'main', 'java', 'gateway', 'bench');

/** Gives the class path; throws with Maven's own word where it cannot be built. */
export function buildStreamsApp(onProgress: (message: string) => void): string {
  const hash = createHash('sha256').update(readFileSync(join(HERE, 'pom.xml')));
  for (const name of readdirSync(SOURCES).sort()) hash.update(readFileSync(join(SOURCES, name)));
  const dir = join(CACHE_DIR, `streams-${hash.digest('hex').slice(0, 8)}`);
  if (!existsSync(dir)) {
    onProgress('building the Kafka Streams application with Maven (once)');
    mkdirSync(CACHE_DIR, { recursive: true });
    const draft = mkdtempSync(join(CACHE_DIR, 'build-'));
    const goals = ['compile', 'dependency:copy-dependencies', `-DoutputDirectory=${join(draft, 'lib')}`];
    const args = ['-q', '-B', '-f', join(HERE, 'pom.xml'), ...goals, '-DincludeScope=runtime', `-Dtarget=${draft}`];
    const { status, stdout, stderr } = spawnSync('mvn', args, { encoding: 'utf8' });
    if (status !== 0) {
      rmSync(draft, { recursive: true, force: true });
      const fault = `${stdout}${stderr}`.split('\n').find((line) => line.includes('[ERROR]'));
      throw new Error(`Maven could not build it: ${fault?.trim() ?? 'does \`mvn\` run?'}`);
    }
    renameSync(draft, dir);
  }
  const jars = readdirSync(join(dir, 'lib')).sort();
  return [join(dir, 'classes'), ...jars.map((jar) => join(dir, 'lib', jar))].join(':');
}
