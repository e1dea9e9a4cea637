// One revision of a record, leaf by leaf, beside what each stream's decision says of it. Pure.
import type { Decision, Effect, Item, JudgedDecision, Share } from '#wire';

export type CountedVerdict = Decision & { readonly count: number };

export interface LeafRow {
  /** Path and item: what makes a row. */
  readonly key: string;
  readonly path: string;
  readonly item: Item;
  /** By stream, what was decided on leaves at this path; none where the decision does not name it. */
  readonly verdicts: ReadonlyMap<string, readonly CountedVerdict[]>;
}

/** The rows of all these decisions, by path, then item, as the wire sorts them. */
export function leafRows(decisions: readonly JudgedDecision[]): readonly LeafRow[] {
  const rows = new Map<string, { path: string; item: Item; verdicts: Map<string, CountedVerdict[]> }>();
  for (const { stream, verdicts } of decisions) {
    for (const verdict of verdicts ?? []) {
      const key = `${verdict.path} ${verdict.item}`;
      const row = rows.get(key) ?? {
        path: verdict.path,
        item: verdict.item,
        verdicts: new Map<string, CountedVerdict[]>(),
      };
      row.verdicts.set(stream, [...(row.verdicts.get(stream) ?? []), verdict]);
      rows.set(key, row);
    }
  }
  return [...rows]
    .map(([key, row]) => ({ key, ...row }))
    .sort((a, b) => compare(a.path, b.path) || compare(a.item, b.item));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What became of a leaf with this outcome in a decision with this effect. */
export function shareOf(outcome: Decision['outcome'], effect: Effect): Share {
  if (outcome === 'withhold') return 'withheld';
  if (effect !== 'released') return 'unsent';
  return outcome === 'redact' ? 'redacted' : 'released';
}

/** Revisions among the decisions, the newest first. */
export function revisionsOf(decisions: readonly JudgedDecision[]): readonly number[] {
  return [...new Set(decisions.map(({ revision }) => revision))].sort((a, b) => b - a);
}
