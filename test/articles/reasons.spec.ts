// The closed list of reasons: each is given by the engine, says its clause and its sentence, and changes by what it says would change it.
import { describe, expect, it } from '@jest/globals';
import { ITEMS, PERMIT_REASONS, PURPOSES, REASONS, REASON_WORDS, WITHHOLD_REASONS, type Reason } from '#wire';
import { ROLES, createDecider } from '#policy';
import { QUIET, markScanner } from './cases.ts';
import { EXAMPLES, USUAL, type Asked } from './reason-examples.ts';
import { DRAFT, STRICT } from './versions.ts';

const permits: readonly string[] = PERMIT_REASONS;
const withholds: readonly string[] = WITHHOLD_REASONS;
const LANGUAGES = ['en', 'ja'] as const;
/** What a text about no change begins with. */
const NOTHING = { en: 'Nothing', ja: '変わりません' };

function verdictOn(path: string, asked: Asked) {
  const { law, at, record, recipient, contract, purpose, items, catalogue } = asked;
  const situation = { at, recipient: { id: recipient, contract }, purpose, items, state: { ...QUIET, ...asked.state } };
  const { verdicts } = createDecider({ catalogue, scanner: markScanner }).decide(record, situation, law);
  const verdict = verdicts.find((each) => each.path === path);
  if (verdict === undefined) throw new Error(`no verdict on ${path}`);
  return verdict;
}

describe.each(REASONS)('%s', (reason) => {
  const { path, given, change } = EXAMPLES[reason];
  const words = REASON_WORDS[reason];

  it('is given, with its outcome and one of its clauses', () => {
    const verdict = verdictOn(path, { ...USUAL, ...given });
    const outcome = permits.includes(reason) ? 'permit' : withholds.includes(reason) ? 'withhold' : 'redact';
    expect(verdict).toMatchObject({ reason, outcome });
    expect(words.clauses).toContain(verdict.clause);
  });

  it('has a name, a sentence and what would change it, in both languages', () => {
    for (const language of LANGUAGES) {
      const { short, why, change: said } = words[language];
      expect(short.length).toBeGreaterThan(1);
      for (const sentence of [why, said])
        expect(sentence).toMatch(language === 'ja' ? /^.*\p{sc=Hiragana}.*。$/u : /^[A-Z].* .*\.$/);
      expect([language, said.startsWith(NOTHING[language])]).toEqual([language, change === null]);
    }
  });

  if (change !== null) {
    it('changes by what is said to change it', () => {
      const verdict = verdictOn(path, { ...USUAL, ...given, ...change });
      expect(verdict).toMatchObject({ outcome: permits.includes(reason) ? 'withhold' : 'permit' });
    });
  }
});

describe('the list', () => {
  /** Clauses the shipped versions give a reason, over every cell or every role. */
  function clausesGiven(reason: Reason): string[] {
    const policies = [STRICT.policy, DRAFT.policy];
    const clauses = policies.flatMap((policy) => {
      if (!permits.includes(reason)) {
        const withheld = reason as Parameters<typeof policy.clauseOf>[0];
        return [...ROLES, null].map((role) => policy.clauseOf(withheld, role));
      }
      const cells = ITEMS.flatMap((item) =>
        ROLES.flatMap((role) => [...PURPOSES, 'any'].map((purpose) => policy.cellOf(item, role, purpose))),
      );
      const granting = cells.filter(({ asks }) => asks !== 'withhold' && asks !== 'statistics');
      return granting.filter((cell) => cell.reason === reason).map(({ clause }) => clause);
    });
    return [...new Set(clauses)].sort();
  }

  it.each(REASONS)('says every clause the shipped versions give `%s`, and no other', (reason) => {
    expect([...REASON_WORDS[reason].clauses].sort()).toEqual(clausesGiven(reason));
  });

  it('has words for its reasons alone', () => {
    expect(Object.keys(REASON_WORDS).sort()).toEqual([...REASONS].sort());
    expect(Object.keys(EXAMPLES).sort()).toEqual([...REASONS].sort());
  });

  it.each(LANGUAGES)('has no two reasons of one name or one sentence in %s', (language) => {
    const texts = Object.values(REASON_WORDS).map((words) => words[language]);
    expect(new Set(texts.map(({ short }) => short)).size).toBe(REASONS.length);
    expect(new Set(texts.map(({ why }) => why)).size).toBe(REASONS.length);
  });
});
