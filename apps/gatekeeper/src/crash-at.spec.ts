// The test hook strikes at the named step and time, and otherwise never.
import { describe, expect, it } from '@jest/globals';
import { createCrashAt } from './crash-at.js';

function killsAt(spec: string | undefined, steps: readonly string[]): number[] {
  const killed: number[] = [];
  let index = 0;
  const step = createCrashAt(spec, () => killed.push(index));
  for (index = 0; index < steps.length; index++) step(steps[index] ?? '');
  return killed;
}

describe('crash at', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['other', []],
    ['send', [1]],
    ['send:2', [3]],
  ])('%s', (spec, expected) => {
    expect(killsAt(spec, ['begin', 'send', 'begin', 'send', 'send'])).toEqual(expected);
  });
});
