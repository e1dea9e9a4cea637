// The present state of a stream's records, whatever comes twice or late: the highest revision, and a recall at an equal one.
import type { ReleasedRecord } from '#wire';
import type { StreamEvent } from './stream-event.js';

export interface RecordState {
  /** True when the event changed the state. */
  apply(event: StreamEvent): boolean;
  /** The record as last released; `undefined` when it never was, or was recalled. */
  get(recordId: string): ReleasedRecord | undefined;
  /** Every record that stands, by its `recordId`. */
  records(): ReadonlyMap<string, ReleasedRecord>;
}

/** An empty state. What was recalled leaves its revision behind, and nothing else. */
export function createRecordState(): RecordState {
  const revisions = new Map<string, { readonly revision: number; readonly isRecalled: boolean }>();
  const standing = new Map<string, ReleasedRecord>();
  return {
    apply({ type, data }) {
      const { recordId, revision } = data;
      const known = revisions.get(recordId);
      const isRecalled = type === 'service-record.recalled.v1';
      const isNews =
        known === undefined ||
        revision > known.revision ||
        (revision === known.revision && isRecalled && !known.isRecalled);
      if (!isNews) return false;
      revisions.set(recordId, { revision, isRecalled });
      if (type === 'service-record.recalled.v1') standing.delete(recordId);
      else standing.set(recordId, data);
      return true;
    },
    get: (recordId) => standing.get(recordId),
    records: () => standing,
  };
}
