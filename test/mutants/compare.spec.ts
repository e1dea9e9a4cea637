// The list of equivalent mutants is held to what is: nothing survives unargued, and no argument outlives its mutant.
import { describe, expect, it } from '@jest/globals';
import { compare, type Equivalents } from './compare.ts';

const FILE = 'libs/policy/src/judge.ts';
const mutant = (status: string, replacement = 'false') => ({
  mutatorName: 'ConditionalExpression',
  replacement,
  status,
  location: { start: { line: 2, column: 5 }, end: { line: 3, column: 4 } },
});
const report = (...mutants: ReturnType<typeof mutant>[]) => ({
  files: { [FILE]: { source: 'first\nif (a &&\n  b) return;\n', mutants } },
});
const listing = (replacement: string, times?: number): Equivalents => ({
  [FILE]: [{ why: 'it is', mutants: [['ConditionalExpression', 'a && b', replacement, times]] }],
});
const named = (replacement: string) => `${FILE} ConditionalExpression: a && b → ${replacement}`;

describe('mutants', () => {
  it('that were killed, timed out or do not compile need no argument', () => {
    const { unlisted, gone, counts } = compare(report(mutant('Killed'), mutant('Timeout'), mutant('RuntimeError')), {});
    expect([unlisted, gone]).toEqual([[], []]);
    expect(counts).toEqual({ Killed: 1, Timeout: 1, RuntimeError: 1 });
  });

  it.each(['Survived', 'NoCoverage', 'Pending'])('that are %s need one', (status) => {
    expect(compare(report(mutant(status)), {}).unlisted).toEqual([`${named('false')}, line 2 (${status})`]);
    expect(compare(report(mutant(status)), listing('false'))).toMatchObject({ unlisted: [], gone: [], listed: 1 });
  });

  it('are argued for one by one', () => {
    const twice = report(mutant('Survived'), mutant('Survived'));
    expect(compare(twice, listing('false')).unlisted).toHaveLength(1);
    expect(compare(twice, listing('false', 2)).unlisted).toEqual([]);
    expect(compare(twice, listing('true')).unlisted).toHaveLength(2);
  });

  it('that are gone take their argument with them', () => {
    expect(compare(report(mutant('Killed')), listing('false')).gone).toEqual([named('false')]);
    expect(compare({ files: {} }, listing('false')).gone).toEqual([]);
  });
});
