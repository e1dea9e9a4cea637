// The first question: did anything flow outside the policy? Answered from what was counted, and no further. Pure.
import type { FlowCell, Flows, Item, Share } from '#wire';
import type { Filters } from '../address.js';

export interface Verdict {
  /** `outside` beats everything; `unknown`: nothing is known to be outside, but not everything was counted. */
  readonly kind: 'outside' | 'unknown' | 'inside' | 'nothing';
  /** Leaves. */
  readonly released: number;
  readonly redacted: number;
  readonly withheld: number;
  readonly outside: number;
  readonly decisions: number;
  readonly misfits: readonly FlowCell[];
  readonly gaps: readonly Gap[];
}

/** Why the counts may be short of the truth. */
export type Gap =
  | { readonly gap: 'behind'; readonly messages: number; readonly current: number; readonly partitions: number }
  | { readonly gap: 'progress-unknown' }
  | { readonly gap: 'patterns'; readonly decisions: number }
  | { readonly gap: 'unread'; readonly decisions: number };

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Leaves of the cells with this share. */
export function leavesOf(cells: readonly FlowCell[], share: Share): number {
  return sum(cells.filter((cell) => cell.share === share).map(({ leaves }) => leaves));
}

/** The answer, with every gap that keeps it from being the whole one. Never throws. */
export function verdictOf(flows: Flows): Verdict {
  const { cells, streams, counted } = flows;
  const misfits = cells.filter(({ fit }) => fit !== 'within');
  const decisions = sum(streams.map((stream) => sum(Object.values(stream.decisions))));
  const withoutPattern = sum(streams.map((stream) => stream.withoutPattern));
  const { behind, current, partitions } = counted;
  const gaps: Gap[] = [
    ...(behind === null || current === null ? [{ gap: 'progress-unknown' } as const] : []),
    ...(behind !== null && current !== null && behind > 0
      ? [{ gap: 'behind', messages: behind, current, partitions } as const]
      : []),
    ...(withoutPattern > 0 ? [{ gap: 'patterns', decisions: withoutPattern } as const] : []),
    ...(counted.unread > 0 ? [{ gap: 'unread', decisions: counted.unread } as const] : []),
  ];
  const outside = sum(misfits.map(({ leaves }) => leaves));
  const kind = outside > 0 ? 'outside' : gaps.length > 0 ? 'unknown' : decisions === 0 ? 'nothing' : 'inside';
  return {
    ...{ kind, outside, decisions, misfits, gaps },
    released: leavesOf(cells, 'released'),
    redacted: leavesOf(cells, 'redacted'),
    withheld: leavesOf(cells, 'withheld'),
  };
}

/** One field of the table: what became of one item for one stream. */
export interface Field {
  readonly released: number;
  readonly redacted: number;
  readonly withheld: number;
  readonly unsent: number;
  readonly outside: number;
}

/** Stream and item to field; absent where no leaf was decided. */
export function fieldsOf(cells: readonly FlowCell[]): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const { stream, item, share, leaves, fit } of cells) {
    const key = fieldKey(stream, item);
    const before = fields.get(key) ?? { released: 0, redacted: 0, withheld: 0, unsent: 0, outside: 0 };
    const outside = before.outside + (fit === 'within' ? 0 : leaves);
    fields.set(key, { ...before, [share]: before[share] + leaves, outside });
  }
  return fields;
}

export const fieldKey = (stream: string, item: Item) => `${stream} ${item}`;

/** Four steps of how much, by the logarithm: a thousand is not lost beside a million. 0 for nothing. */
export function heatOf(count: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (count <= 0 || most <= 0) return 0;
  const part = Math.log1p(count) / Math.log1p(most);
  return part > 0.85 ? 4 : part > 0.65 ? 3 : part > 0.4 ? 2 : 1;
}

/** The cells behind a list of decisions with these filters. Never throws. */
export function cellsWithin(cells: readonly FlowCell[], filters: Filters): readonly FlowCell[] {
  const names = ['stream', 'item', 'share', 'reason', 'policy'] as const;
  return cells.filter((cell) => names.every((name) => filters[name] === null || filters[name] === cell[name]));
}

export interface ReasonCount {
  readonly reason: FlowCell['reason'];
  readonly clauses: readonly string[];
  readonly leaves: number;
}

/** Reasons of the cells with this share, the most frequent first. */
export function reasonsOf(cells: readonly FlowCell[], share: Share): readonly ReasonCount[] {
  const counts = new Map<FlowCell['reason'], { clauses: Set<string>; leaves: number }>();
  for (const cell of cells) {
    if (cell.share !== share) continue;
    const known = counts.get(cell.reason) ?? { clauses: new Set<string>(), leaves: 0 };
    known.clauses.add(cell.clause);
    known.leaves += cell.leaves;
    counts.set(cell.reason, known);
  }
  return [...counts]
    .map(([reason, { clauses, leaves }]) => ({ reason, clauses: [...clauses].sort(), leaves }))
    .sort((a, b) => b.leaves - a.leaves || (a.reason < b.reason ? -1 : 1));
}
