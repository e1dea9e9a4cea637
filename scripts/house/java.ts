// Finds a Java that can run the broker.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { HouseError } from './house-error.ts';

const LEAST = 17;

export interface Java {
  readonly file: string;
  /** Such as `17.0.15`: class archives fit one version only. */
  readonly version: string;
}

export function findJava(): Java {
  const home = process.env['JAVA_HOME'];
  const file = home ? join(home, 'bin', 'java') : 'java';
  const where = home ? `\`${file}\` (from JAVA_HOME)` : '`java`';
  const run = spawnSync(file, ['-version'], { encoding: 'utf8' });
  if (run.error || run.status !== 0) {
    throw new HouseError(
      `${where} does not run: install a Java runtime ${LEAST} or later (Debian: apt install openjdk-17-jre-headless), or set KAFKA_BROKERS to use your own Kafka`,
    );
  }
  const version = /version "([^"]+)"/.exec(run.stderr)?.[1] ?? '';
  const [first = 0, second = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const major = first === 1 ? second : first;
  if (!(major >= LEAST)) {
    throw new HouseError(
      `${where} is Java ${version || 'of an unknown version'}, but Kafka needs ${LEAST} or later: install one and set JAVA_HOME to it`,
    );
  }
  return { file, version };
}
