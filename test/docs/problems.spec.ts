// docs/problems.md is drawn from the table of problems.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { LIMITS, PROBLEMS } from '#wire';
import { problemsPage } from '../../scripts/problems.ts';

it('is drawn in docs/problems.md as it stands', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/problems.md'), 'utf8')).toBe(problemsPage(PROBLEMS));
});

it('says the limits of the wire', () => {
  expect(PROBLEMS.GW_TOO_LONG.remedy).toContain(`${LIMITS.recordBytes.toLocaleString('en')} bytes a record`);
  expect(PROBLEMS.GW_TOO_DEEP.remedy).toContain(
    `${LIMITS.depth} levels deep, any other body at most ${2 * LIMITS.depth}`,
  );
});
