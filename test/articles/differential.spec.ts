// Second opinions: the engine, the naive reference and Cedar agree on arbitrary records, questions, states and versions.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE, REASONS } from '#wire';
import { createDecider, project } from '#policy';
import { question, record, state } from './arbitraries.ts';
import { AT, RECORD, caseOf, decider, markScanner } from './cases.ts';
import { openCedarOpinion } from './cedar/opinion.ts';
import { openDifferential, versions } from './differential.ts';
import { readLeaves } from './read-leaves.ts';
import { runs } from './runs.ts';
import { openSecondOpinions } from './second-opinions.ts';
import { NARROW, STRICT, type Version } from './versions.ts';

describe('the engine, the reference and Cedar', () => {
  it('agree on 20,000 cases, in which every reason is given', () => {
    const { numRuns, seed = Date.now() & 0x7fff_ffff } = runs(20_000);
    const { cases, seen, difference, askedOfCedar } = openDifferential()({ seed, cases: numRuns });
    expect(difference).toBeNull();
    expect(cases).toBe(numRuns);
    if (numRuns < 20_000) return;
    expect(askedOfCedar).toBeGreaterThan(1_000);
    // No path of the catalogue is prohibited as such: only a find in a text is, and the text has its own reason.
    expect(REASONS.filter((reason) => !((seen[reason] ?? 0) > 0))).toEqual(['prohibited']);
  }, 300_000);

  it.each<[string, Version, string]>([
    ['the engine by another version', { ...STRICT, policy: NARROW.policy }, 'verdicts'],
    ['the reference by another matrix', { ...STRICT, matrix: NARROW.matrix }, 'outcomes'],
    ['Cedar by other policies', { ...STRICT, cedar: NARROW.cedar }, 'outcomes'],
  ])('would be seen to differ: %s', (_which, version, where) => {
    const asked = caseOf('bmw-japan-finance', 'joint.valuation');
    const opinions = openSecondOpinions(decider, openCedarOpinion());
    const check = (judged: Version) => opinions.check(RECORD, readLeaves(RECORD), asked, judged, []);
    check(STRICT);
    expect(() => check(version)).toThrow(where);
  });
});

describe('the naive reference', () => {
  it('is one function of at most 40 lines, its twelve steps numbered', () => {
    const text = readFileSync(join(import.meta.dirname, 'reference-decide.ts'), 'utf8');
    const body = /^export function referenceDecide[\s\S]*?^}/m.exec(text)?.[0].split('\n') ?? [];
    expect(body.length).toBeGreaterThan(20);
    expect(body.length).toBeLessThanOrEqual(40);
    const steps = body.map((line) => /^ {2}\/\/ +(\d+)\. /.exec(line)?.[1]).filter((step) => step !== undefined);
    expect(steps).toEqual(Array.from({ length: 12 }, (_, index) => String(index + 1)));
  });
});

describe('the memo', () => {
  it('changes no decision', () => {
    const forgetful = createDecider({ catalogue: CATALOGUE, scanner: markScanner, memoEntries: 0 });
    const small = createDecider({ catalogue: CATALOGUE, scanner: markScanner, memoEntries: 3 });
    const cases = fc.tuple(record, state, question, versions);
    fc.assert(
      fc.property(cases, ([input, subject, { recipient, contract, purpose, items }, { judged, also }]) => {
        const alsoInForce = also.map(({ policy }) => policy);
        const law = { judged: judged.policy, alsoInForce, firstEffectiveOn: '2017-05-30' };
        const situation = { at: AT, recipient: { id: recipient, contract }, purpose, items, state: subject };
        const answers = [decider, forgetful, small].map((each) => each.decide(each.prepare(input), situation, law));
        const told = answers.map((each) => [
          ...[each.verdicts, each.pattern, each.leaves, each.references],
          project(input, each, 'OUT'),
        ]);
        expect(told[1]).toEqual(told[0]);
        expect(told[2]).toEqual(told[0]);
        expect(decider.decide(input, situation, law).pattern).toBe(answers[0]?.pattern);
      }),
      runs(1_000),
    );
  }, 300_000);
});
