// What a recipient gets: releases and recalls as CloudEvents 1.0.
import type { Recall, RECALLED_TYPE, RELEASED_TYPE, ReleasedRecord } from '#wire';

interface Envelope {
  readonly specversion: '1.0';
  /** Decision id: the same record again has the same. */
  readonly id: string;
  readonly source: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly gwdecision: string;
  readonly gwstream: string;
  /** Policy version id. */
  readonly gwpolicy: string;
  readonly gwpurpose: string;
  /** 16 bytes, base64url: opens the commitments of the decision. */
  readonly gwsalt: string;
  readonly traceparent?: string;
}

export interface Released extends Envelope {
  readonly type: typeof RELEASED_TYPE;
  readonly data: ReleasedRecord;
}

export interface Recalled extends Envelope {
  readonly type: typeof RECALLED_TYPE;
  readonly data: Recall;
}

export type StreamEvent = Released | Recalled;

export interface StreamPage {
  readonly records: readonly StreamEvent[];
  /** The cursor to go on with: keep it once the records are kept. */
  readonly next: string;
  /** There is more to read at once. */
  readonly hasMore: boolean;
}
