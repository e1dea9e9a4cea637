// A policy document compiles whole or not at all, and every fault has a line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE } from '#wire';
import { PolicyFault, compilePolicy } from './compile-policy.js';

const TEXT = readFileSync(join(import.meta.dirname, '../../../policies/2017-05-30.yaml'), 'utf8');

function faultsOf(document: unknown): readonly string[] {
  try {
    compilePolicy(document, CATALOGUE);
    return [];
  } catch (error) {
    if (error instanceof PolicyFault) return error.faults;
    throw error;
  }
}
const edited = (from: string | RegExp, to: string) => {
  const text = TEXT.replace(from, to);
  if (text === TEXT) throw new Error('the edit changed nothing');
  return parse(text) as unknown;
};

describe('compilePolicy', () => {
  it('compiles the shipped version', () => {
    const policy = compilePolicy(parse(TEXT), CATALOGUE);
    expect(policy).toMatchObject({ id: '2017-05-30', effectiveOn: '2017-05-30' });
    expect(Object.isFrozen(policy)).toBe(true);
    expect(policy.cellOf('vin', 'finance', 'joint.valuation')).toEqual({
      asks: 'nothing',
      reason: 'joint_use',
      clause: '3(3)+4(1)(b)+4(2)(b)',
    });
    expect(policy.cellOf('vin', 'finance', '__proto__').asks).toBe('specific-consent');
    expect(policy.cellOf('prohibited', 'company', 'joint.valuation').asks).toBe('withhold');
    expect(policy.clauseOf('not_in_scope', 'insurer')).toBe('3');
    expect(policy.clauseOf('not_in_scope', 'finance')).toBe('4(2)');
  });

  it.each([
    ['no default', 'otherwise: withhold', '', '`otherwise` is missing'],
    ['another default', 'otherwise: withhold', 'otherwise: permit', '`otherwise` must be `withhold`'],
    ['an unknown recipient', 'recipient: finance', 'recipient: bank', '`cells[2].recipient` `bank` is not known'],
    [
      'an unknown purpose',
      '[joint.valuation, joint.product-information]',
      '[joint.valuation, joint.other]',
      '`cells[3].joint-use.purposes[1]` `joint.other` is not known',
    ],
    [
      'an unknown group',
      'items: vehicle-service-information',
      'items: everything',
      '`cells[1].items` `everything` is not known',
    ],
    [
      'an unknown word',
      'with-entrustment:',
      'with-trust:',
      '`cells[10].with-trust` is not a word of policy documents here',
    ],
    [
      'a clause that is none',
      'clause: "3+5"',
      'clause: "Article 3"',
      '`cells[10].with-entrustment.clause` must be a clause, such as `4(2)` or `2(10)+3(2)`',
    ],
    ['a missing item', /^ {4}vin: .*\n/m, '', '`items.vin` is missing'],
    ['a missing guard', /^ {2}killed: .*\n/m, '', '`guards.killed` is missing'],
    ['a missing purpose', /^ {2}any-other: .*\n/m, '', '`purposes.any-other` is missing'],
    [
      'a missing text',
      'text: { en: "Address" }',
      'text: { ja: "住所" }',
      '`items.customer-information.address.text.en` is missing',
    ],
    [
      'a day that is none',
      'effectiveOn: "2017-05-30"',
      'effectiveOn: "2017-02-30"',
      '`effectiveOn` must be a day `YYYY-MM-DD`, or null for a draft',
    ],
    [
      'an id of another day',
      'policy: "2017-05-30"',
      'policy: "2018-01-01"',
      '`policy` must be the effective day, as in `effectiveOn`',
    ],
    [
      'a section nobody knows',
      'otherwise: withhold',
      'otherwise: withhold\nexceptions: []',
      '`exceptions` is not a word of policy documents here',
    ],
    [
      'an item in two groups',
      'unlisted: {',
      'vin: { clause: "4(1)", text: { en: "VIN" } }\n    unlisted: {',
      '`items.not-listed.vin` stands in two groups',
    ],
    [
      'a grant of what is never accepted',
      'items: not-listed',
      'items: never-accepted',
      '`cells[16].with-legal-order` may not be granted for `prohibited` to `authority`',
    ],
    [
      'joint use of what is not listed',
      'items: not-listed\n    with-legal-order: { clause: "2(10)+3(2)", purposes: [company.legal-disclosure] }',
      'items: not-listed\n    joint-use: { clause: "4", purposes: [joint.valuation] }',
      '`cells[16].joint-use` may not be granted for `unlisted` to `authority`',
    ],
    [
      'what is not listed, by an order to another than an authority',
      'recipient: authority\n    items: not-listed',
      'recipient: company\n    items: not-listed',
      '`cells[16].with-legal-order` may not be granted for `unlisted` to `company`',
    ],
    [
      'a record returned to who did not publish it',
      /recipient: publishing-dealer\n {4}items: customer/,
      'recipient: insurer\n    items: customer',
      '`cells[4].own-record` may not be granted to `insurer`',
    ],
    [
      'joint use to who is no joint user',
      /with-consent:(?=\n {6}clause: "3\(1\)"\n {6}purposes:\n {8}- company)/,
      'joint-use:',
      '`cells[8].joint-use` may not be granted to `insurer`',
    ],
    [
      'a purpose of the Company to another',
      'with-specific-consent:\n      clause: "3(1)"\n      purposes:\n        - company.product-information',
      'company-purpose:\n      clause: of the purpose\n      purposes:\n        - company.product-information',
      '`cells[3].company-purpose` may not be granted to `finance`',
    ],
  ])('%s', (_what, from, to, fault) => {
    expect(faultsOf(edited(from, to))).toContain(fault);
  });

  it('a cell filled twice', () => {
    const faults = faultsOf(
      edited('purposes: [joint.valuation, joint.product-information]', 'purposes: [joint.valuation, company.credit]'),
    );
    expect(faults).toContain(
      '`cells[3].with-specific-consent` fills `vin` × `finance` × `company.credit` a second time',
    );
  });

  it.each([[null], [[]], ['text'], [{}], [{ otherwise: 'withhold' }], [JSON.parse('{"__proto__":{}}')]])(
    'refuses %j',
    (document) => {
      expect(faultsOf(document).length).toBeGreaterThan(0);
      expect(faultsOf(document).every((fault) => !fault.includes('\n'))).toBe(true);
    },
  );
});
