// Rows as columns: one array per column, for `unnest`. Pure.
import type { Pattern } from '#wire';
import type { KeptDeadLetter, LedgerEntry } from './entries.js';

/** The entries with each decision id once; the first of an id wins. Keeps the order. Never throws. */
export function firstOfEach(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const first = new Map<string, LedgerEntry>();
  for (const entry of entries) if (!first.has(entry.decision.id)) first.set(entry.decision.id, entry);
  return [...first.values()];
}

/** Columns of `ledger.decisions`, `leaves` as PostgreSQL writes an array, then those of `ledger.links` behind the id. Never throws. */
export function decisionColumns(entries: readonly LedgerEntry[]): unknown[][] {
  const of = (value: (entry: LedgerEntry) => unknown) => entries.map(value);
  return [
    of(({ decision }) => decision.id),
    of(({ decision }) => decision.stream),
    of(({ decision }) => decision.pattern),
    of(({ decision }) => `{${decision.leaves.join()}}`),
    of(({ decision }) => decision.policy),
    of(({ decision }) => decision.policyHash),
    of(({ decision }) => decision.at),
    of(({ decision }) => decision.controlOffset),
    of(({ decision }) => decision.source.partition),
    of(({ decision }) => decision.source.offset),
    of(({ decision }) => decision.effect),
    of(({ decision }) => decision.references),
    of(({ decision }) => decision.released),
    of(({ links }) => links.record),
    of(({ links }) => links.subject),
    of(({ links }) => links.vehicle),
    of(({ links }) => links.chassis),
    of(({ links }) => links.salt),
  ];
}

/** The patterns the entries bring the verdicts of, each once, by id. Never throws. */
export function patternsIn(entries: readonly LedgerEntry[]): Pattern[] {
  const patterns = new Map<string, Pattern['verdicts']>();
  for (const { decision } of entries) if (decision.verdicts) patterns.set(decision.pattern, decision.verdicts);
  const sorted = [...patterns].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([id, verdicts]) => ({ id, verdicts }));
}

/** Columns of `ledger.pattern_verdicts`: pattern by pattern, verdicts in their order. Never throws. */
export function verdictColumns(patterns: readonly Pattern[]): unknown[][] {
  const rows = patterns.flatMap(({ id, verdicts }) =>
    verdicts.map((verdict, ordinal) => ({ pattern: id, ordinal, ...verdict })),
  );
  return [
    rows.map(({ pattern }) => pattern),
    rows.map(({ ordinal }) => ordinal),
    rows.map(({ path }) => path),
    rows.map(({ item }) => item),
    rows.map(({ outcome }) => outcome),
    rows.map(({ clause }) => clause),
    rows.map(({ reason }) => reason),
  ];
}

/** Columns of `ledger.dead_letters`. Never throws. */
export function deadLetterColumns(letters: readonly KeptDeadLetter[]): unknown[][] {
  return [
    letters.map(({ topic }) => topic),
    letters.map(({ partition }) => partition),
    letters.map(({ offset }) => offset),
    letters.map(({ reason }) => reason),
    letters.map(({ at }) => at),
  ];
}
