// The pattern of a decision: its verdicts by known path. Made for every shape of record that is met, so without a string for each leaf.
import type { LeafKind } from './leaf-kinds.js';
import type { Judgement } from './judge.js';
import type { Leaf } from './prepare.js';
import type { Searched } from './search-text.js';
import { compareVerdicts, rulingOf, type TextClauses, type Verdict } from './verdicts.js';

/** What a pattern is made of besides the leaves. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  readonly clauses: TextClauses;
}

export type WritePattern = (
  leaves: readonly Leaf[],
  judged: Judged,
  searched: ReadonlyMap<Leaf, Searched>,
) => readonly Verdict[];

const OUTCOMES = ['permit', 'redact', 'withhold'] as const;

/** Writes patterns of leaves of these kinds, which are in the order of their paths: one frozen verdict per distinct (path, outcome, item, reason), in the order of the wire. */
export function createPatterns(kinds: readonly LeafKind[]): WritePattern {
  /** Leaves by kind and outcome of the search; all zero between two calls. */
  const counts = new Uint32Array(kinds.length * OUTCOMES.length);

  return (leaves, { judgements, clauses }, searched) => {
    const met: number[] = [];
    for (const leaf of leaves) {
      const outcome = searched.size === 0 ? undefined : searched.get(leaf)?.outcome;
      const place = leaf.kind.serial * OUTCOMES.length + (outcome === undefined ? 0 : OUTCOMES.indexOf(outcome));
      if (counts[place] === 0) met.push(place);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    try {
      const verdicts: Verdict[] = [];
      for (const place of met.sort((a, b) => a - b)) {
        const kind = kinds[Math.floor(place / OUTCOMES.length)] as LeafKind;
        const judgement = judgements[kind.judgedAs];
        if (judgement === undefined) throw new Error('a leaf without judgement');
        const outcome = OUTCOMES[place % OUTCOMES.length] as (typeof OUTCOMES)[number];
        const { item, outcome: ruled, clause, reason } = rulingOf(judgement, outcome, clauses);
        insert(verdicts, { path: kind.path, item, outcome: ruled, clause, reason, count: counts[place] ?? 0 });
      }
      return Object.freeze(verdicts.map((verdict) => Object.freeze(verdict)));
    } finally {
      for (const place of met) counts[place] = 0;
    }
  };
}

/** Verdicts come by path; within one path each finds its place, or the one it is equal to. */
function insert(verdicts: Verdict[], verdict: Verdict): void {
  let at = verdicts.length;
  for (; at > 0; at -= 1) {
    const before = verdicts[at - 1] as Verdict;
    const order = compareVerdicts(before, verdict);
    if (order < 0) break;
    if (order === 0) {
      verdicts[at - 1] = { ...before, count: before.count + verdict.count };
      return;
    }
  }
  verdicts.splice(at, 0, verdict);
}
