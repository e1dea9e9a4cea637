// Decides every leaf of a record for one recipient and purpose.
import type { Catalogue, JsonObject, TextScanner } from '#wire';
import type { Decided } from './decided.js';
import type { Law, Situation } from './situation.js';

/** A record walked once, to be decided for any number of streams. */
export interface PreparedRecord {
  readonly record: JsonObject;
}

export interface Decider {
  /** Walks the record once; share the answer between the streams of one record. */
  prepare(record: JsonObject): PreparedRecord;
  decide(record: JsonObject | PreparedRecord, situation: Situation, law: Law): Decided;
}

export function createDecider(_options: { catalogue: Catalogue; scanner: TextScanner; memoEntries?: number }): Decider {
  throw new Error('the decider is not here yet');
}
