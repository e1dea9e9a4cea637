// Brings Kafka's jars by Maven, once: houses share them.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HouseError, codeOf } from './house-error.ts';
import { CACHE_DIR, ROOT } from './paths.ts';

const POM = join(ROOT, 'scripts', 'kafka', 'pom.xml');

export interface KafkaJars {
  /** Holds the jars and the class archives made of them. */
  readonly dir: string;
  /** The jars one by one, always in the same order: a class archive fits this very list. */
  readonly classPath: string;
}

export async function kafkaJars(onProgress: (message: string) => void, signal?: AbortSignal): Promise<KafkaJars> {
  const stamp = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 8);
  const dir = join(CACHE_DIR, `kafka-${stamp}`);
  if (!existsSync(dir)) await fetchJars(dir, onProgress, signal);
  const jars = readdirSync(join(dir, 'lib')).sort();
  return { dir, classPath: jars.map((jar) => join(dir, 'lib', jar)).join(':') };
}

async function fetchJars(dir: string, onProgress: (message: string) => void, signal?: AbortSignal): Promise<void> {
  if (spawnSync('mvn', ['-v']).status !== 0) {
    throw new HouseError(
      '`mvn` does not run: install Maven 3.6 or later (Debian: apt install maven) to fetch Kafka once, or set KAFKA_BROKERS to use your own',
    );
  }
  onProgress('fetching Apache Kafka 4.3.0 with Maven (44 MB, once)');
  let draft: string;
  try {
    mkdirSync(CACHE_DIR, { recursive: true });
    draft = mkdtempSync(join(CACHE_DIR, 'fetch-'));
  } catch (error) {
    throw new HouseError(`\`${CACHE_DIR}\` cannot be written (${codeOf(error)}): make it writable for this user`);
  }
  try {
    const copy = ['dependency:copy-dependencies', `-DoutputDirectory=${join(draft, 'lib')}`, '-DincludeScope=runtime'];
    const { status, output } = await run('mvn', ['-q', '-B', '-f', POM, ...copy], signal);
    if (status !== 0) {
      const cause = output.split('\n').find((line) => line.includes('[ERROR]')) ?? output.trim().split('\n').at(-1);
      throw new HouseError(`Maven could not fetch Kafka: ${cause?.trim()}: check that its repository can be reached`);
    }
    // Renaming is what makes them appear: whoever was first has won.
    if (!existsSync(dir)) renameSync(draft, dir);
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function run(
  file: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
    child.once('error', (error) => (output += error.message));
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (status) => resolve({ status, output }));
  });
}
