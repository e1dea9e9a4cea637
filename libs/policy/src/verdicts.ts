// Verdicts as the wire lists them: one per distinct path, outcome, item and reason, in order.
import type { Decision } from '#wire';
import type { Judgement } from './judge.js';

/** A verdict and the number of leaves it covers. */
export type Verdict = Decision & { readonly count: number };

/** A verdict before it has a path and is counted. */
export type Ruling = Omit<Decision, 'path'>;

/** What the outcome of a searched text makes of the judgement on its leaf. */
export function rulingOf(
  judgement: Judgement,
  searched: 'permit' | 'redact' | 'withhold',
  clauses: TextClauses,
): Ruling {
  if (judgement.outcome === 'withhold' || searched === 'permit') return judgement;
  const { item } = judgement;
  return searched === 'redact'
    ? { item, outcome: 'redact', reason: 'embedded_personal_data', clause: clauses.redact }
    : { item, outcome: 'withhold', reason: 'text_unsure', clause: clauses.withhold };
}

/** The policy's clauses for step 12. */
export interface TextClauses {
  readonly redact: string;
  readonly withhold: string;
}

/** The order of the wire: by path, outcome, item and reason, in code units. */
export function compareVerdicts(a: Decision, b: Decision): number {
  for (const key of ['path', 'outcome', 'item', 'reason'] as const) {
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  }
  return 0;
}

/** Gathers leaves into verdicts, sorted by path, outcome, item, reason in code units. */
export function createTally(): { add(path: string, ruling: Ruling, count: number): void; list(): readonly Verdict[] } {
  const verdicts = new Map<string, { path: string; ruling: Ruling; count: number }>();
  return {
    add(path, ruling, count) {
      const key = `${ruling.outcome} ${ruling.item} ${ruling.reason} ${path}`;
      const known = verdicts.get(key);
      if (known) known.count += count;
      else verdicts.set(key, { path, ruling, count });
    },
    list() {
      return [...verdicts.values()]
        .map(({ path, ruling: { item, outcome, clause, reason }, count }) => ({
          path,
          item,
          outcome,
          clause,
          reason,
          count,
        }))
        .sort(compareVerdicts);
    },
  };
}
