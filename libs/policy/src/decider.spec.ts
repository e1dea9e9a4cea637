// What is remembered between records changes no decision, and what a decision rests on is told exactly.
import { describe, expect, it } from '@jest/globals';
import { AT, QUIET, RECORD, contractOf, markScanner } from '../../../test/articles/cases.ts';
import { STRICT_LAW } from '../../../test/articles/rows.ts';
import { CATALOGUE, type Consent, type Item, type JsonObject, type TextScanner } from '#wire';
import { createDecider } from './decider.js';
import type { PreparedRecord } from './prepare.js';
import type { Situation, SubjectState } from './situation.js';

const asking = (recipient: string, purpose: string, state: Partial<SubjectState> = {}): Situation => ({
  ...{ at: AT, recipient: { id: recipient, contract: contractOf(recipient) }, purpose, items: undefined },
  state: { ...QUIET, ...state },
});
const VALUATION = asking('bmw-japan-finance', 'joint.valuation');
const decider = createDecider({ catalogue: CATALOGUE, scanner: markScanner });
const forgetful = createDecider({ catalogue: CATALOGUE, scanner: markScanner, memoEntries: 0 });

/** A record with so many job lines and advices, each with its text. */
const withTexts = (lines: readonly string[], advice: readonly string[]): JsonObject => ({
  ...RECORD,
  work: { jobs: [{ jobId: 'JOB-1', lines: lines.map((description) => ({ description })) }] },
  advice: advice.map((text) => ({ text })),
});

describe('the pattern', () => {
  const TEXTS = ['plain', '<vin>', '<name>', '!unsure'];
  const records = TEXTS.flatMap((one) => TEXTS.flatMap((two) => TEXTS.map((other) => withTexts([one, two], [other]))));

  it('is of what became of the texts, whatever was decided of records of the same shape before', () => {
    for (const order of [records, records.toReversed()]) {
      for (const record of order) {
        const { pattern, leaves, verdicts } = decider.decide(record, VALUATION, STRICT_LAW);
        const anew = forgetful.decide(record, VALUATION, STRICT_LAW);
        expect([pattern, leaves]).toEqual([anew.pattern, anew.leaves]);
        const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
        expect(sumOf(leaves)).toBe(sumOf(verdicts.map(({ count }) => count)));
      }
    }
  });

  it('is the same one where every text leaves whole, with finds that may leave and without', () => {
    const patternOf = (text: string) => decider.decide(withTexts([text], [text]), VALUATION, STRICT_LAW).pattern;
    expect(patternOf('<vin>')).toBe(patternOf('plain'));
    expect(patternOf('<name>')).not.toEqual(patternOf('plain'));
    expect(patternOf('<name>')).toBe(patternOf('x <name> <email>'));
  });

  it('of records too long to be remembered is their own', () => {
    const long = (jobs: number, advices: number) =>
      withTexts(
        Array.from({ length: jobs }, () => 'plain'),
        Array.from({ length: advices }, () => 'plain'),
      );
    for (const record of [long(500, 1), long(1, 500), long(450, 450)]) {
      expect(decider.decide(record, VALUATION, STRICT_LAW).pattern).toEqual(
        forgetful.decide(record, VALUATION, STRICT_LAW).pattern,
      );
    }
  });
});

describe('the references', () => {
  const consent = (id: string, items: readonly Item[]): Consent => ({
    ...{ id, recipients: ['finance'], items, purposes: ['joint.valuation'], form: 'written' },
    ...{ obtainedAt: '2020-01-01T00:00:00Z', basis: '2(9)' },
  });
  const customer = (more: JsonObject) => ({ ...RECORD, customer: { id: 'C-1', ...more } });
  const told = (record: JsonObject, ...consents: Consent[]) =>
    decider.decide(record, asking('bmw-japan-finance', 'joint.valuation', { consents }), STRICT_LAW).references;

  it.each<[string, JsonObject, readonly Consent[], readonly string[]]>([
    [
      'sorted',
      customer({ address: { line1: 'x' }, name: 'y' }),
      [consent('c2', ['address']), consent('c1', ['name'])],
      ['c1', 'c2'],
    ],
    ['each once', customer({ address: { line1: 'x' }, name: 'y' }), [consent('c1', ['address', 'name'])], ['c1']],
    [
      'of what the record has alone',
      customer({ name: 'y' }),
      [consent('c1', ['name']), consent('c2', ['email', 'telephone'])],
      ['c1'],
    ],
    ['none of what needs none', RECORD, [], []],
    ['none of what stays', customer({ name: 'y' }), [consent('c1', ['email'])], []],
  ])('are %s', (_, record, consents, expected) => {
    expect(told(record, ...consents)).toEqual(expected);
  });
});

describe('a text', () => {
  it('is searched once for all that may have it, and not for who may not', () => {
    const searched: string[] = [];
    const scanner: TextScanner = () => (text) => {
      searched.push(text);
      return [];
    };
    const counting = createDecider({ catalogue: CATALOGUE, scanner });
    const prepared: PreparedRecord = counting.prepare(withTexts(['one'], ['two']));
    counting.decide(prepared, asking('leasing-affiliate', 'joint.valuation'), STRICT_LAW);
    expect(searched).toEqual([]);
    counting.decide(prepared, VALUATION, STRICT_LAW);
    counting.decide(prepared, asking('bmw-japan', 'joint.valuation'), STRICT_LAW);
    expect(searched).toEqual([...new Set(searched)]);
    expect(searched).toEqual(expect.arrayContaining(['one', 'two']));
  });

  it('is all that may leave: withheld, nothing does', () => {
    const { customer: _1, vehicle: _2, transaction: _3, activity: _4, advice: _5, ...rest } = RECORD;
    const alone = { ...rest, work: { jobs: [{ lines: [{ description: '!unsure' }] }] } };
    expect(decider.decide(alone, VALUATION, STRICT_LAW).permitsAny).toBe(false);
    const other = { ...alone, work: { jobs: [{ lines: [{ description: '<name>' }, { description: '!unsure' }] }] } };
    expect(decider.decide(other, VALUATION, STRICT_LAW).permitsAny).toBe(true);
  });
});
