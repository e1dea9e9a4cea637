// How Stryker runs; `npm run mutants` says on which file, and where its results are kept.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'law',
  plugins: ['./test/mutants/stryker-runner.ts'],
  coverageAnalysis: 'perTest',
  ignorePatterns: ['/.*/', '/apps', '/dist', '/docker', '/docs', '/scripts', '/test/bench', '/test/docker', '/test/e2e'],
  incremental: true,
  tempDirName: '.cache/mutants/sandbox',
  reporters: ['progress-append-only'],
  timeoutMS: 5_000,
  allowEmpty: true,
  disableTypeChecks: false,
};
