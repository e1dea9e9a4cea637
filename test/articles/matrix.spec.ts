// The whole matrix of the reading: every item, recipient and purpose, with nothing standing and with everything.
import { describe, expect, it } from '@jest/globals';
import { ITEMS, type Item } from '#wire';
import { LEAF_OF, ask } from './cases.ts';
import { COLUMNS, LISTED, RECIPIENTS, ROLES, elsewhere, everything } from './matrix-questions.ts';
import { DRAFT_MATRIX, STRICT_MATRIX, groupOf, readMatrix, type CellCode, type Code } from './matrix.ts';
import { STRICT_LAW } from './rows.ts';
import { DRAFT, STRICT } from './versions.ts';

const REFUSED: Readonly<Record<CellCode, string>> = {
  A: '',
  E: 'not_entrusted',
  C: 'consent_absent',
  S: 'consent_absent',
  M: 'statistics_only',
  L: 'order_missing',
  D: 'not_in_scope',
};
const GRANTED: Readonly<Record<CellCode, string>> = {
  ...REFUSED,
  E: 'entrusted',
  C: 'consent',
  S: 'specific_consent',
  L: 'legal_order',
};

function permitReason(item: Item, code: Code, purpose: string): string {
  if (code === 'DS') return 'own_record';
  return code === 'K' && (groupOf(item) === 'A' || !purpose.startsWith('joint.')) ? 'company_purpose' : 'joint_use';
}

describe.each(RECIPIENTS)('%s (%s)', (recipient, code) => {
  it.each(COLUMNS)('%s', (purpose) => {
    const matrix = readMatrix(STRICT_MATRIX);
    const bare = ask(STRICT_LAW, recipient, purpose, elsewhere(recipient)).verdicts;
    const full = ask(STRICT_LAW, recipient, purpose, everything(recipient)).verdicts;
    const reasonOf = (verdicts: typeof bare, item: Item) => verdicts.find(({ path }) => path === LEAF_OF[item])?.reason;
    for (const item of LISTED) {
      const cell = matrix(item, code, purpose);
      const whenAllowed = code === 'UN' ? 'recipient_unknown' : permitReason(item, code, purpose);
      const [refused, granted] = code === 'UN' ? [whenAllowed, whenAllowed] : [REFUSED[cell], GRANTED[cell]];
      expect([item, reasonOf(bare, item)]).toEqual([item, cell === 'A' ? whenAllowed : refused]);
      expect([item, reasonOf(full, item)]).toEqual([item, cell === 'A' ? whenAllowed : granted]);
    }
    const isOrdered = matrix('unlisted', code, purpose) === 'L';
    expect(reasonOf(full, 'unlisted')).toBe(
      isOrdered ? 'legal_order' : code === 'UN' ? 'recipient_unknown' : 'unlisted',
    );
  });
});

describe('the shipped versions', () => {
  const ASKS = {
    A: 'nothing',
    E: 'entrustment',
    C: 'consent',
    S: 'specific-consent',
    M: 'statistics',
    L: 'order',
    D: 'withhold',
  };

  it.each([
    ['2017-05-30', STRICT, STRICT_MATRIX],
    ['art4a-as-b.draft', DRAFT, DRAFT_MATRIX],
  ])('%s equals its matrix, cell by cell', (_id, { policy }, text) => {
    const matrix = readMatrix(text);
    for (const item of ITEMS) {
      for (const [code, role] of Object.entries(ROLES)) {
        for (const purpose of COLUMNS) {
          const expected = ASKS[matrix(item, code as Code, purpose)];
          expect([item, role, purpose, policy.cellOf(item, role, purpose).asks]).toEqual([
            item,
            role,
            purpose,
            expected,
          ]);
        }
      }
    }
  });

  it('differ in exactly the two contested cells, for the items of 4(1)(a) [R25]', () => {
    const different = ITEMS.flatMap((item) =>
      Object.values(ROLES).flatMap((role) =>
        COLUMNS.filter(
          (purpose) =>
            JSON.stringify(STRICT.policy.cellOf(item, role, purpose)) !==
            JSON.stringify(DRAFT.policy.cellOf(item, role, purpose)),
        ).map((purpose) => `${groupOf(item)} ${role} ${purpose}`),
      ),
    );
    expect(new Set(different)).toEqual(
      new Set(['A finance joint.joint-user-information', 'A other-dealer joint.joint-user-information']),
    );
    expect(different).toHaveLength(16);
  });
});
