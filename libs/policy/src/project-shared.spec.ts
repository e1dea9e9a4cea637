// One record prepared for many streams: each gets what it would get alone, whoever came before.
import { describe, expect, it } from '@jest/globals';
import { AT, QUIET, RECORD, contractOf, decider } from '../../../test/articles/cases.ts';
import { STRICT_LAW } from '../../../test/articles/rows.ts';
import { ITEMS, type Consent, type JsonObject } from '#wire';
import { projectJson } from './project.js';
import type { Situation, SubjectState } from './situation.js';

const CONSENT: Consent = {
  ...{ id: 'c1', recipients: ['finance'], items: ['name'], purposes: ['joint.valuation'], form: 'written' },
  ...{ obtainedAt: '2020-01-01T00:00:00Z', basis: '2(9)' },
};
const ORDER = {
  id: 'o',
  recipient: 'authority:A1',
  items: ITEMS,
  from: '2020-01-01',
  to: null,
  approvedBy: ['a', 'b'],
};
const asking = (
  recipient: string,
  purpose = 'joint.valuation',
  state: Partial<SubjectState> = {},
  items?: readonly string[],
): Situation => ({
  ...{ at: AT, recipient: { id: recipient, contract: contractOf(recipient) }, purpose, items },
  state: { ...QUIET, ...state },
});
const STREAMS: readonly Situation[] = [
  asking('bmw-japan-finance'),
  asking('bmw-japan-finance', 'joint.valuation', { consents: [CONSENT] }),
  asking('bmw-japan-finance', 'joint.valuation', {}, ['vin']),
  asking('bmw-japan-finance', 'joint.valuation', {}, ['work', 'advice']),
  asking(
    'bmw-japan-finance',
    'joint.valuation',
    {},
    ITEMS.filter((item) => item !== 'vin'),
  ),
  asking('bmw-japan'),
  asking('dealer:D001'),
  asking('leasing-affiliate'),
  asking('authority:A1', 'company.legal-disclosure', { orders: [ORDER] }),
];

const withText = (description: string, customer: JsonObject = { id: 'C-1' }): JsonObject => ({
  ...RECORD,
  customer,
  work: { jobs: [{ jobId: 'JOB-1', lines: [{ description }, { quantity: 2 }] }] },
});

const withTexts = (...descriptions: readonly string[]): JsonObject => ({
  ...withText(''),
  vehicle: {},
  work: { jobs: [{ jobId: 'JOB-1', lines: descriptions.map((description) => ({ description })) }] },
});

describe('of a record prepared once', () => {
  it.each<[string, JsonObject]>([
    ['with one leaf of each item', RECORD],
    ['with nothing found in its text', withText('plain')],
    ['with a name in its text, and none beside', withText('x <name> y')],
    ['with a name in its text, and one beside', withText('x <name> y', { id: 'C-1', name: 'n' })],
    ['with the number of the vehicle in its text', withText('x <vin> y')],
    ['with texts of which the second differs alone', withTexts('x <name> y', 'x <vin> y')],
    ['with texts of which the first differs alone', withTexts('x <vin> y', 'x <name> y')],
    ['with a text nobody can search', withText('!unsure')],
  ])('%s each stream gets its own', (_, record) => {
    const alone = STREAMS.map((each) => projectJson(record, decider.decide(record, each, STRICT_LAW), 'OUT'));
    expect(new Set(alone).size).toBeGreaterThan(4);
    for (const first of STREAMS) {
      const prepared = decider.prepare(record);
      projectJson(prepared, decider.decide(prepared, first, STRICT_LAW), 'OUT');
      const told = STREAMS.map((each) => projectJson(prepared, decider.decide(prepared, each, STRICT_LAW), 'OUT'));
      expect(told).toEqual(alone);
    }
  });
});

describe('what no path names', () => {
  it('leaves by order as it stands in the record, whatever its keys', () => {
    const odd = { 'k "q"': 'z', list: ['a', { b: 1 }, [2, [null]], {}], __proto: { '': true }, empty: [[], {}] };
    const {
      vehicle: _1,
      customer: _2,
      work: _3,
      activity: _4,
      advice: _5,
      transaction: _6,
      questionnaire: _7,
      ...rest
    } = RECORD;
    const record = { ...rest, odd } as JsonObject;
    const order = { ...ORDER, items: ['unlisted'] };
    const situation = asking('authority:A1', 'company.legal-disclosure', { orders: [order] });
    expect(projectJson(record, decider.decide(record, situation, STRICT_LAW), 'OUT')).toBe(
      JSON.stringify({
        ...{ recordId: 'OUT', revision: 1, status: 'closed', dealerCode: 'D001', repairOrderNumber: '4711' },
        odd: { 'k "q"': 'z', list: ['a', { b: 1 }, [2, [null]]], __proto: { '': true } },
      }),
    );
  });
});
