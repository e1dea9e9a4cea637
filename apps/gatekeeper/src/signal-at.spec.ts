// The test hook strikes at the named step and time, and otherwise never.
import { describe, expect, it } from '@jest/globals';
import { createSignalAt } from './signal-at.js';

function struckAt(spec: string | undefined, steps: readonly string[]): number[] {
  const struck: number[] = [];
  let index = 0;
  const step = createSignalAt(spec, 'SIGKILL', (signal) => {
    expect(signal).toBe('SIGKILL');
    struck.push(index);
  });
  for (index = 0; index < steps.length; index++) step(steps[index] ?? '');
  return struck;
}

describe('signal at', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['other', []],
    ['send', [1]],
    ['send:2', [3]],
  ])('%s', (spec, expected) => {
    expect(struckAt(spec, ['begin', 'send', 'begin', 'send', 'send'])).toEqual(expected);
  });
});
