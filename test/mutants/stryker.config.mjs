// How Stryker runs; `npm run mutants` says on which file, and where its results are kept.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  jest: { configFile: 'test/mutants/jest.config.mjs', enableFindRelatedTests: false },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  ignorePatterns: ['/.*/', '/apps', '/dist', '/docker', '/docs', '/scripts', '/test/bench', '/test/docker', '/test/e2e'],
  incremental: true,
  tempDirName: '.cache/mutants/sandbox',
  reporters: ['progress-append-only'],
  timeoutMS: 20_000,
  allowEmpty: true,
  disableTypeChecks: false,
};
