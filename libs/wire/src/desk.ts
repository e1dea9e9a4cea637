// What the console tells the desk's pages: counts, references and verdicts; never a field's value.
import type { Effect } from './decision-record.js';
import type { Decision, Reason } from './decisions.js';
import type { Item } from './items.js';
import type { Notice } from './notices.js';

/** What became of a leaf. `unsent`: it was permitted, but the record was voided or taken back, so nothing went. */
export const SHARES = ['released', 'redacted', 'withheld', 'unsent'] as const;
export type Share = (typeof SHARES)[number];

/**
 * Whether something that was released is within what the policy can permit: `within`, or the first thing that is not
 * right. Tested in this order, from what the ledger counted alone; whether a consent stood is each decision's own proof.
 */
export const FITS = [
  'within',
  'unknown_stream',
  'not_asked_for',
  'unknown_policy',
  'other_text',
  'not_in_force',
  'outside_policy',
] as const;
export type Fit = (typeof FITS)[number];

/** Leaves of one item for one stream that share everything said here. */
export interface FlowCell {
  readonly stream: string;
  readonly item: Item;
  readonly share: Share;
  readonly reason: Reason;
  readonly clause: string;
  /** Policy version the decisions named. */
  readonly policy: string;
  readonly leaves: number;
  readonly decisions: number;
  /** `within` for whatever was not released. */
  readonly fit: Fit;
}

export interface FlowStream {
  readonly stream: string;
  readonly audience: string;
  readonly purpose: string;
  readonly isOpen: boolean;
  readonly decisions: Readonly<Record<Effect, number>>;
  /** Decisions whose pattern has not been read yet: none of their leaves is counted. */
  readonly withoutPattern: number;
}

/** How far what is shown was counted. */
export interface Counted {
  /** RFC 3339 instant of the newest decision the ledger has; `null` before any. */
  readonly upTo: string | null;
  readonly partitions: number;
  /** Partitions that are counted to their end; `null`: Kafka could not be asked. */
  readonly current: number | null;
  /** Messages not yet counted, at most; `null`: Kafka could not be asked. */
  readonly behind: number | null;
  /** Records that could not be judged or read, ever: nothing of them was released. */
  readonly deadLetters: number;
  /** Decisions the ledger could not read, ever: what they released is in no count. */
  readonly unread: number;
}

/** `GET /api/v1/flows`. Days are Asia/Tokyo days, both ends included. */
export interface Flows {
  readonly from: string;
  readonly to: string;
  /** RFC 3339 instant of the answer. */
  readonly asOf: string;
  /** RFC 3339 instant by which all that was released until now is gone from the streams. */
  readonly goneBy: string;
  readonly policy: { readonly id: string; readonly effectiveOn: string | null } | null;
  readonly isKilled: boolean;
  readonly counted: Counted;
  /** Every open stream and every stream counted, by id. */
  readonly streams: readonly FlowStream[];
  readonly cells: readonly FlowCell[];
  /** Newest day before `from` on which something was decided; for an empty range. */
  readonly earlierDay: string | null;
}

/** One decision in a list. */
export interface ListedDecision {
  readonly id: string;
  readonly stream: string;
  readonly effect: Effect;
  readonly policy: string;
  readonly at: string;
  /** Leaves by what became of them. */
  readonly released: number;
  readonly redacted: number;
  readonly withheld: number;
}

/** `GET /api/v1/flows/decisions` and `POST /api/v1/decisions/search`: newest first. */
export interface DecisionList {
  readonly decisions: readonly ListedDecision[];
  /** To be given back for the next page, which may be there behind a page that came short; `null`: nothing is. */
  readonly next: string | null;
}

/** One decision on a record, leaf by leaf. */
export interface JudgedDecision {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly effect: Effect;
  readonly policy: string;
  readonly policyHash: string;
  readonly at: string;
  readonly controlOffset: string;
  readonly source: { readonly partition: number; readonly offset: string };
  /** `null`: the pattern has not been read yet. */
  readonly verdicts: readonly (Decision & { readonly count: number })[] | null;
  /** base64url commitments; `released` is `null` where nothing was sent. */
  readonly references: string;
  readonly released: string | null;
  /** RFC 3339 instant by which the values that were sent are gone from their stream; `null` where none were. */
  readonly goneBy: string | null;
}

/** `GET /api/v1/decisions/{id}`: everything decided on the record that decision is about. */
export interface JudgedRecord {
  /** The decision asked for. */
  readonly id: string;
  /** Keyed HMAC of the record; `null` where it was erased: then only the decision asked for is known. */
  readonly record: string | null;
  /** Newest revision first, then by stream; the newest decision of each where there are several. */
  readonly decisions: readonly JudgedDecision[];
  /** More decisions were made on this record than are listed. */
  readonly isCut: boolean;
}

/** What an app said of itself; fields of another form than {@link Notice} has were left out. */
export interface KeptNotice {
  readonly app: string;
  readonly kind: string;
  readonly notice: Partial<Omit<Notice, 'app' | 'kind'>>;
  /** RFC 3339 instant. */
  readonly receivedAt: string;
}

/** `GET /api/v1/notices`: the newest of each kind from each app, newest first. */
export interface KeptNotices {
  readonly notices: readonly KeptNotice[];
}

/** `GET /api/v1/session`. */
export interface DeskSession {
  readonly person: string;
  readonly roles: readonly string[];
}
