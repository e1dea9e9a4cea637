// Cedar's policies, cell by cell: what they permit is what the reading's matrix says, the engine not asked.
import { describe, expect, it } from '@jest/globals';
import { ITEMS } from '#wire';
import { caseOf, type Case } from './cases.ts';
import { openCedarOpinion } from './cedar/opinion.ts';
import { COLUMNS, RECIPIENTS, elsewhere, everything } from './matrix-questions.ts';
import { STRICT_MATRIX, readMatrix } from './matrix.ts';

describe('Cedar’s matrix', () => {
  const cedar = openCedarOpinion();
  const matrix = readMatrix(STRICT_MATRIX);

  it.each(RECIPIENTS)('%s (%s) is the reading’s, with nothing standing and with everything', (recipient, code) => {
    for (const purpose of COLUMNS) {
      for (const item of ITEMS) {
        const cell = matrix(item, code, purpose);
        const isPermitted = (given: Partial<Case['state']>) =>
          cedar.permits(item, caseOf(recipient, purpose, given), ['strict']);
        expect([purpose, item, isPermitted(elsewhere(recipient))]).toEqual([purpose, item, cell === 'A']);
        const isEver = ['A', 'C', 'S', 'E', 'L'].includes(cell);
        expect([purpose, item, isPermitted(everything(recipient))]).toEqual([purpose, item, isEver]);
      }
    }
  });
});
