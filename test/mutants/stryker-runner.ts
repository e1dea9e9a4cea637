// How Stryker asks the tests of the decision path: file by file until one fails, everything loaded anew for each mutant.
import { join } from 'node:path';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
  type DryRunOptions,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { collectTests } from './collect-tests.ts';
import { NotCompiled, createLoader } from './load-afresh.ts';

/** What the mutated code reads and writes. */
interface Switch {
  activeMutant?: string;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}
/** A twentieth of each property's cases, always the same ones. */
const globals = globalThis as { __stryker__?: Switch; SHARE_OF_RUNS?: number; SEED_OF_RUNS?: number };
globals.SHARE_OF_RUNS = 0.05;
globals.SEED_OF_RUNS = 20170530;

const wordsOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

class LawRunner implements TestRunner {
  readonly #root = process.cwd();
  readonly #switch: Switch = (globals.__stryker__ ??= {});
  readonly #collected = collectTests();
  readonly #loader = createLoader(this.#root, { '@jest/globals': this.#collected.globals });
  /** Tests by file, as the first run found them. */
  readonly #names = new Map<string, readonly string[]>();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    if (coverageAnalysis !== 'off') this.#switch.mutantCoverage = { static: {}, perTest: {} };
    const tests = await this.#run({ isWanted: () => true, endsEarly: false });
    const { mutantCoverage } = this.#switch;
    delete this.#switch.mutantCoverage;
    return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }: MutantRunOptions): Promise<MutantRunResult> {
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    this.#switch.activeMutant = activeMutant.id;
    this.#switch.hitLimit = hitLimit;
    this.#switch.hitCount = hitLimit === undefined ? undefined : 0;
    const tests = await this.#run({ isWanted: (name) => wanted?.has(name) ?? true, endsEarly: !disableBail });
    const tooOften = determineHitLimitReached(this.#switch.hitCount, hitLimit);
    return toMutantRunResult(tooOften ?? { status: DryRunStatus.Complete, tests }, disableBail);
  }

  /** Files none of whose tests is wanted are not even loaded. */
  async #run({
    isWanted,
    endsEarly,
  }: {
    readonly isWanted: (name: string) => boolean;
    readonly endsEarly: boolean;
  }): Promise<TestResult[]> {
    const load = this.#loader();
    const { SPECS } = load(join(this.#root, 'test', 'mutants', 'every-law.ts')) as { SPECS: readonly string[] };
    const results: TestResult[] = [];
    for (const spec of SPECS) {
      if (this.#names.get(spec)?.some(isWanted) === false) continue;
      const fileName = join(this.#root, spec);
      const failed = (name: string, error: unknown, timeSpentMs: number) =>
        results.push({
          id: name,
          name,
          fileName,
          timeSpentMs,
          status: TestStatus.Failed,
          failureMessage: wordsOf(error),
        });
      try {
        load(fileName);
      } catch (error) {
        if (error instanceof NotCompiled) throw error;
        this.#collected.take();
        failed(this.#names.get(spec)?.[0] ?? spec, error, 0);
        if (endsEarly) return results;
        continue;
      }
      const tests = this.#collected.take();
      if (!this.#names.has(spec))
        this.#names.set(
          spec,
          tests.map(({ name }) => name),
        );
      for (const { name, run } of tests) {
        if (!isWanted(name)) continue;
        const from = performance.now();
        this.#switch.currentTestId = name;
        try {
          const done = run();
          if (done instanceof Promise) await done;
          results.push({ id: name, name, fileName, timeSpentMs: performance.now() - from, status: TestStatus.Success });
        } catch (error) {
          failed(name, error, performance.now() - from);
          if (endsEarly) return results;
        } finally {
          this.#switch.currentTestId = undefined;
        }
      }
    }
    return results;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'law', LawRunner)];
