// Constructs what a recipient gets from the permitted leaves.
import type { JsonObject, ReleasedRecord } from '#wire';
import type { Decided } from './decided.js';
import type { PreparedRecord } from './decider.js';

export function project(
  _record: JsonObject | PreparedRecord,
  _decided: Decided,
  _outwardRecordId: string,
): ReleasedRecord | null {
  return null;
}
