// What a version can let out at all, as the matrix of the reading says it: what the ledger counted as released is held to this.
import { describe, expect, it } from '@jest/globals';
import { couldRelease, rolesOf, type CompiledPolicy } from '#policy';
import { ITEMS, type PermitReason } from '#wire';
import { COLUMNS, ROLES } from './matrix-questions.ts';
import { STRICT_MATRIX, readMatrix, type Code } from './matrix.ts';
import { STRICT } from './versions.ts';

const { policy } = STRICT;
const matrix = readMatrix(STRICT_MATRIX);
const CODES = Object.keys(ROLES) as (keyof typeof ROLES)[];
const GRANTS = ['A', 'E', 'C', 'S', 'L'];

describe.each<[string, readonly (keyof typeof ROLES)[]]>([
  ['bmw-japan', ['K']],
  ['bmw-japan-finance', ['F']],
  ['dealer:D001', ['DS', 'DO']],
  ['dealer-network', ['DO']],
  ['insurer:I1', ['I']],
  ['subcontractor:S1', ['SU']],
  ['bmw-ag', ['HQ']],
  ['authority:A1', ['AU']],
  ['leasing-affiliate', []],
])('%s', (recipient, codes) => {
  const grants = (code: Code) => (item: (typeof ITEMS)[number], purpose: string) =>
    item !== 'prohibited' && GRANTS.includes(matrix(item, code, purpose));

  it('plays its roles and no other', () => {
    expect(rolesOf(recipient)).toEqual(codes.map((code) => ROLES[code]));
  });

  it('gets what a cell of its roles grants, on that cell’s reason and clause', () => {
    for (const item of ITEMS) {
      for (const purpose of COLUMNS) {
        const cells = CODES.map((code) => ({ code, ...policy.cellOf(item, ROLES[code], purpose) }));
        for (const { reason, clause } of cells) {
          const expected = cells.some(
            (cell) =>
              codes.includes(cell.code) &&
              grants(cell.code)(item, purpose) &&
              cell.reason === reason &&
              cell.clause === clause,
          );
          const could = (outcome: 'permit' | 'withhold', given: PermitReason, on: string) =>
            couldRelease(policy, recipient, purpose, { item, outcome, reason: given, clause: on });
          expect([item, purpose, reason, clause, could('permit', reason, clause)]).toEqual([
            item,
            purpose,
            reason,
            clause,
            expected,
          ]);
          expect(could('withhold', reason, clause)).toBe(false);
          expect(could('permit', reason, `${clause}.`)).toBe(false);
        }
      }
    }
  });

  it('gets a redacted text where a cell of its roles grants the item, on the clause of redactions', () => {
    for (const item of ITEMS) {
      for (const purpose of COLUMNS) {
        const could = (reason: 'embedded_personal_data' | 'joint_use', clause: string) =>
          couldRelease(policy, recipient, purpose, { item, outcome: 'redact', reason, clause });
        const clauses = codes.map((code) => policy.clauseOf('embedded_personal_data', ROLES[code]));
        const expected = codes.some((code) => grants(code)(item, purpose));
        for (const clause of clauses) {
          expect([item, purpose, could('embedded_personal_data', clause)]).toEqual([item, purpose, expected]);
          expect(could('joint_use', clause)).toBe(false);
        }
        expect(could('embedded_personal_data', 'none')).toBe(false);
      }
    }
  });
});

describe('a version that grants everything', () => {
  const generous: CompiledPolicy = {
    ...policy,
    cellOf: () => ({ asks: 'nothing', reason: 'joint_use', clause: '9' }),
  };
  it.each<[(typeof ITEMS)[number], PermitReason, string, boolean]>([
    ['vin', 'joint_use', '9', true],
    ['vin', 'consent', '9', false],
    ['vin', 'joint_use', '8', false],
    ['prohibited', 'joint_use', '9', false],
  ])('%s on %s of %s: %s', (item, reason, clause, could) => {
    const leaf = { item, outcome: 'permit', reason, clause } as const;
    expect(couldRelease(generous, 'bmw-japan', 'joint.valuation', leaf)).toBe(could);
  });
});
