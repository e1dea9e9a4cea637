// `npm test [-- filter …]`: builds, then runs the unit tests and, one after another, the end-to-end tests on real servers.
// `npm run test:docker`: the compose stack, and some of the end-to-end tests on servers in containers.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './house/build.ts';
import { certifyPolicies } from './house/certify-policies.ts';
import { installBrowser } from './house/install-browser.ts';
import { ROOT } from './house/paths.ts';

const HELP = `npm test [-- [--unit | --e2e | --docker] [path filter …]]

Runs every test that needs no Docker engine; a filter is a part of a spec's path, such as \`exactly-once\`.
  --docker   the tests that need one (npm run test:docker); without one they are skipped, not passed
Ends with \`N passed, N failed\`.
`;
/** End-to-end tests that run a second time on Kafka and PostgreSQL in containers. */
const IN_CONTAINERS = ['e2e/leak-oracle', 'e2e/console.e2e'];
const QUIET = ['ExperimentalWarning', 'TimeoutNegativeWarning'].map((warning) => `--disable-warning=${warning}`);

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

type Project = 'unit' | 'e2e' | 'docker';

async function runJest(
  project: Project,
  filters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Tally> {
  const dir = mkdtempSync(join(tmpdir(), 'jest-results-'));
  const results = join(dir, 'results.json');
  // Unit tests take every core, also on a machine of two, where jest would leave one to itself.
  const pace = project === 'unit' ? ['--maxWorkers=100%'] : ['--runInBand', '--testTimeout=180000'];
  const args = ['--selectProjects', project, '--passWithNoTests', '--json', `--outputFile=${results}`, ...pace];
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(process.execPath, ['--experimental-vm-modules', ...QUIET, jest, ...args, ...filters], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    // Results go to the file: what jest says to people comes on stderr.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  try {
    const found = JSON.parse(readFileSync(results, 'utf8')) as JestResults;
    const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
    return {
      passed: found.numPassedTests,
      // Jest may fail for a reason no test carries.
      failed: failed === 0 && status !== 0 ? 1 : failed,
      skipped: found.numPendingTests + found.numTodoTests,
    };
  } catch {
    console.error(`the ${project} tests ended without results (exit ${status})`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(HELP, () => process.exit(0));
} else {
  const projects = (['unit', 'e2e', 'docker'] as const).filter((project) => args.includes(`--${project}`));
  const filters = args.filter((arg) => !projects.some((project) => arg === `--${project}`));
  const tallies: Tally[] = [];
  const needsBrowser = filters.length === 0 || filters.some((filter) => filter.includes('desk'));
  try {
    await build();
    // Unit tests need none; every house publishes what it has at hand.
    if (projects.length === 0 || projects.some((project) => project !== 'unit')) await certifyPolicies(console.log);
    for (const project of projects.length > 0 ? projects : (['unit', 'e2e'] as const)) {
      if (project === 'e2e' && needsBrowser) await installBrowser((message) => console.log(message));
      if (project === 'docker') tallies.push(...(await runDocker(filters)));
      else tallies.push(await runJest(project, filters));
    }
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : 'unknown'}`);
    tallies.push({ passed: 0, failed: 1, skipped: 0 });
  }
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  // Without an engine nothing is counted, and that is said.
  const nothing = sum('passed') + sum('failed') === 0 && !projects.includes('docker');
  if (nothing) console.error('no test matches');
  if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(nothing || sum('failed') > 0 ? 1 : 0);
}

/** The compose stack first: it builds the broker's image, which the others start. */
async function runDocker(filters: readonly string[]): Promise<Tally[]> {
  const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' });
  if (engine.status !== 0) {
    console.log('no Docker engine answers: the tests of the containers are skipped');
    return [{ passed: 0, failed: 0, skipped: 1 }];
  }
  console.log(`Docker engine ${engine.stdout.trim()}`);
  if (filters.length > 0) return [await runJest('docker', filters)];
  return [await runJest('docker', []), await runJest('e2e', IN_CONTAINERS, { GATEWAY_TEST_SERVERS: 'docker' })];
}
