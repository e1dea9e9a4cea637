// What a decision gives: a verdict per distinct leaf kind, what it relied on, and what a projection needs.
import type { Decision, JsonObject } from '#wire';

/** A verdict and the number of leaves it covers. */
export type Verdict = Decision & { readonly count: number };

export interface Decided {
  /** Paths as in the record, one per distinct (path, outcome, item, reason), in the order of the wire. For `evaluate` and `preview` alone: unknown keys stand here. */
  readonly verdicts: readonly Verdict[];
  /** The same with unmapped paths written `?`, merged. The same frozen object whenever the memo knows it. */
  readonly pattern: readonly Verdict[];
  /** Ids of the consents, entrustments and orders the permitted leaves rest on; sorted, each once. */
  readonly references: readonly string[];
  /** True where at least one leaf may leave, whole or redacted. */
  readonly permitsAny: boolean;
  /** The record this was decided for. */
  readonly record: JsonObject;
}
