// What is said of a reason to people, in each language.
import type { Reason } from '../decisions.js';

/** In one language. */
export interface ReasonText {
  /** A few words, for tables. */
  readonly short: string;
  /** One sentence. */
  readonly why: string;
  /** What would change the outcome, in a sentence. Where nothing would, it says so first. */
  readonly change: string;
}

/** A reason's clauses, and its texts by language. */
export interface ReasonWord {
  /** Every clause a decision for this reason can rest on in the shipped versions; a decision names its own. */
  readonly clauses: readonly string[];
  readonly en: ReasonText;
  readonly ja: ReasonText;
}

/** Some of the closed list. */
export type ReasonWords = Readonly<Partial<Record<Reason, ReasonWord>>>;
