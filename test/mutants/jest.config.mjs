// The unit tests of the decision path in one piece, with few and always the same cases for each property.
import { join } from 'node:path';
import jest from '../../jest.config.mjs';

const unit = jest.projects.find(({ displayName }) => displayName === 'unit');

/** @type {import('jest').Config} */
export default {
  ...unit,
  displayName: 'mutants',
  roots: ['<rootDir>/libs/policy', '<rootDir>/test/mutants'],
  testEnvironment: join(import.meta.dirname, 'first-failure.cjs'),
  testRegex: 'test/mutants/every-law\\.ts$',
  globals: { SHARE_OF_RUNS: 0.05, SEED_OF_RUNS: 20170530 },
};
