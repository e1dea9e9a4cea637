// Cedar's policies, cell by cell: what they permit is what the reading's matrix says, the engine not asked.
import { describe, expect, it } from '@jest/globals';
import { ITEMS } from '#wire';
import { AT, QUIET, contractOf, type Case } from './cases.ts';
import { openCedarOpinion } from './cedar/opinion.ts';
import { COLUMNS, RECIPIENTS, elsewhere, everything } from './matrix-questions.ts';
import { STRICT_MATRIX, readMatrix } from './matrix.ts';

const caseOf = (recipient: string, purpose: string, given: Partial<Case['state']> = {}): Case => ({
  at: AT,
  occurredAt: Date.parse('2026-10-01T03:00:00Z'),
  dealerCode: 'D001',
  hasSubject: true,
  recipient: { id: recipient, contract: contractOf(recipient) },
  purpose,
  items: undefined,
  state: { ...QUIET, ...given },
  firstEffectiveOn: '2017-05-30',
});

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
