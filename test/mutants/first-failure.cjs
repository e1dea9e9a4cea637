// Ends a test file at its first failure, which is all it takes to kill a mutant: jest itself would run the rest of the file.
const { TestEnvironment } = require('jest-environment-node');

const FAILURES = ['test_fn_failure', 'hook_failure'];

module.exports = class FirstFailureEnvironment extends TestEnvironment {
  hasFailed = false;

  handleTestEvent({ name, test }) {
    if (FAILURES.includes(name)) this.hasFailed = true;
    else if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
  }
};
