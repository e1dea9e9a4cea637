// What the gatekeeper writes to `decisions`: one record per (record revision, stream), without a value.
import type { Decision } from './decisions.js';

/**
 * Every distinct verdict of one decision, in the order of the wire (path, outcome, item, reason). How many leaves each
 * has is the decision's own. Unmapped paths are written `?`: a key name is a value too.
 */
export interface Pattern {
  /** base64url SHA-256 of the canonical JSON (RFC 8785) of `verdicts`. */
  readonly id: string;
  readonly verdicts: readonly Decision[];
}

export type Effect = 'released' | 'recalled' | 'withheld';

/** Value of a message on `decisions` (JSON). Links and the salt travel as headers, see `HEADERS`. */
export interface DecisionRecord {
  /** Decision id, also the key. */
  readonly id: string;
  readonly stream: string;
  /** Id of the pattern, see {@link Pattern}. */
  readonly pattern: string;
  /** How many leaves each verdict of the pattern has, in its order; at least 1. */
  readonly leaves: readonly number[];
  /** Policy version id, and base64url SHA-256 of its canonical document. */
  readonly policy: string;
  readonly policyHash: string;
  /** RFC 3339 instant the decision was made at. */
  readonly at: string;
  /** Offset on `control` up to which (exclusive) facts had been applied. */
  readonly controlOffset: string;
  /** Coordinates of the judged message on `service-records`. */
  readonly source: { readonly partition: number; readonly offset: string };
  readonly effect: Effect;
  /** base64url SHA-256(salt ‖ canonical JSON of the consent, entrustment and order ids the decision rests on). */
  readonly references: string;
  /** base64url SHA-256(salt ‖ bytes of the released value or recall); `null` where nothing was sent. */
  readonly released: string | null;
  /** The pattern itself: with the first decision of a process that uses it, and again at least every hour. */
  readonly verdicts?: Pattern['verdicts'];
}

/** Value of a message on `dead-letters`: coordinates and reason of what could not be judged; never its content. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: 'not-json' | 'not-a-record' | 'not-judged';
  readonly at: string;
}
