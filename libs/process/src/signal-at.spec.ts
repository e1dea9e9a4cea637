// The test hook strikes at the named step and time, and otherwise never.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

it('is armed by a file while it runs, each time anew', () => {
  const dir = mkdtempSync(join(tmpdir(), 'signal-at-'));
  const file = join(dir, 'step');
  let struck = 0;
  const step = createSignalAt(`@${file}`, 'SIGKILL', () => struck++);
  const strikes = (armed: string | null, steps: number): number => {
    if (armed !== null) writeFileSync(file, armed);
    const before = struck;
    for (let taken = 0; taken < steps; taken++) step('send');
    return struck - before;
  };
  expect([strikes(null, 3), strikes('send:3', 2), strikes(null, 2), strikes('', 2), strikes('send', 2)]).toEqual([
    0, 0, 1, 0, 1,
  ]);
  rmSync(dir, { recursive: true });
});
