// What holds for every record, question and state.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE, type JsonObject } from '#wire';
import { createDecider, project, type SubjectState } from '#policy';
import { question, record, state, type Question } from './arbitraries.ts';
import { AT, QUIET, decider, markScanner } from './cases.ts';
import { readLeaves } from './read-leaves.ts';
import { STRICT_LAW } from './rows.ts';
import { runs } from './runs.ts';

const RUNS = runs(500);

function decide(
  input: JsonObject,
  { recipient, contract, purpose, items }: Question,
  given: SubjectState,
  law = STRICT_LAW,
) {
  return decider.decide(input, { at: AT, recipient: { id: recipient, contract }, purpose, items, state: given }, law);
}

describe('every decision', () => {
  it('counts each leaf once, in the order of the wire, and says the same again', () => {
    fc.assert(
      fc.property(record, question, state, (input, asked, given) => {
        const decided = decide(input, asked, given);
        const total = decided.verdicts.reduce((sum, { count }) => sum + count, 0);
        expect(total).toBe(readLeaves(input).length);
        expect(decided.leaves).toHaveLength(decided.pattern.length);
        expect(decided.leaves.every((count) => count >= 1)).toBe(true);
        expect(decided.leaves.reduce((sum, count) => sum + count, 0)).toBe(total);
        const keys = decided.verdicts.map(({ path, outcome, item, reason }) =>
          [path, outcome, item, reason].join('\u0000'),
        );
        expect(keys).toEqual([...new Set(keys)].sort());
        const again = decide(input, asked, given);
        expect([again.verdicts, again.pattern, again.leaves, again.references]).toEqual([
          decided.verdicts,
          decided.pattern,
          decided.leaves,
          decided.references,
        ]);
      }),
      RUNS,
    );
  });

  it('names no unknown key in its pattern', () => {
    fc.assert(
      fc.property(record, question, state, (input, asked, given) => {
        const { pattern } = decide(input, asked, given);
        expect(pattern.filter(({ path }) => path !== '?' && !CATALOGUE.has(path))).toEqual([]);
        expect(Object.isFrozen(pattern) && pattern.every((verdict) => Object.isFrozen(verdict))).toBe(true);
      }),
      RUNS,
    );
  });

  it('names what it relies on, and only that', () => {
    const RELYING = ['consent', 'specific_consent', 'entrusted', 'legal_order'];
    fc.assert(
      fc.property(record, question, state, (input, asked, given) => {
        const { verdicts, references, permitsAny } = decide(input, asked, given);
        const ids = [...given.consents, ...given.entrustments, ...given.orders].map(({ id }) => id);
        expect(references.filter((id) => !ids.includes(id))).toEqual([]);
        expect(references).toEqual([...new Set(references)].sort());
        expect(permitsAny).toBe(verdicts.some(({ outcome }) => outcome !== 'withhold'));
        if (verdicts.some(({ reason }) => RELYING.includes(reason))) expect(references.length).toBeGreaterThan(0);
        if (!permitsAny) expect(references).toEqual([]);
      }),
      RUNS,
    );
  });

  it('changes neither record nor state', () => {
    fc.assert(
      fc.property(record, question, state, (input, asked, given) => {
        const before = JSON.stringify([input, asked, given]);
        project(input, decide(input, asked, given), 'OUT');
        expect(JSON.stringify([input, asked, given])).toBe(before);
      }),
      RUNS,
    );
  });

  it('does not depend on what was decided before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(record, question, state), { minLength: 2, maxLength: 6 }), (cases) => {
        for (const [input, asked, given] of cases) {
          const fresh = createDecider({ catalogue: CATALOGUE, scanner: markScanner });
          const { recipient, contract, purpose, items } = asked;
          const situation = { at: AT, recipient: { id: recipient, contract }, purpose, items, state: given };
          expect(decide(input, asked, given).verdicts).toEqual(fresh.decide(input, situation, STRICT_LAW).verdicts);
        }
      }),
      runs(100),
    );
  });
});

describe('keys that look like something else', () => {
  const ENVELOPE =
    '"recordId":"R","revision":1,"status":"closed","dealerCode":"D001","occurredAt":"2026-10-01T00:00:00Z","channel":"workshop","noticeId":"N"';
  it.each(['__proto__', 'constructor', 'toString', 'vın', 'VIN', 'vin ', 'vin\\u200b', 'ｖｉｎ', ''])(
    '%s is unmapped and stays',
    (key) => {
      const input = JSON.parse(
        `{${ENVELOPE},"vehicle":{"${key}":"secret"},"${key}":{"vin":"WBA8E9C50GK646123"}}`,
      ) as JsonObject;
      const decided = decide(
        input,
        {
          recipient: 'dealer:D001',
          contract: { from: '2017-04-01', to: null },
          purpose: 'joint.valuation',
          items: undefined,
        },
        QUIET,
      );
      expect(decided.permitsAny).toBe(false);
      expect(new Set(decided.verdicts.map(({ reason }) => reason))).toEqual(new Set(['unmapped']));
      expect(project(input, decided, 'OUT')).toBeNull();
    },
  );

  it('an order that names what is not listed releases them as own keys', () => {
    const input = JSON.parse(
      `{${ENVELOPE},"__proto__":{"polluted":1},"constructor":{"prototype":{"x":2}}}`,
    ) as JsonObject;
    const orders = [
      {
        id: 'o',
        recipient: 'authority:A1',
        items: ['unlisted'],
        from: '2020-01-01',
        to: null,
        approvedBy: ['ann', 'bob'],
      },
    ];
    const asked = { recipient: 'authority:A1', contract: null, purpose: 'company.legal-disclosure', items: undefined };
    const released = project(input, decide(input, asked, { ...QUIET, orders }), 'OUT');
    expect(JSON.stringify(released)).toBe(
      '{"recordId":"OUT","revision":1,"status":"closed","dealerCode":"D001","__proto__":{"polluted":1},"constructor":{"prototype":{"x":2}}}',
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(released)).toBe(Object.prototype);
  });
});
