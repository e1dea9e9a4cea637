// The present state of a stream's records, whatever comes twice or late: the highest revision, and a recall at an equal one.
import type { Recall, ReleasedRecord } from '#wire';
import type { StreamEvent } from './stream-event.js';

/** A state to keep beside the cursor, as plain JSON. It holds what the records hold. */
export interface SavedRecordState {
  /** Those that stand. */
  readonly records: readonly ReleasedRecord[];
  /** Those that were taken back: without them, what comes late would stand again. */
  readonly recalled: readonly Pick<Recall, 'recordId' | 'revision'>[];
}

export interface RecordState {
  /** True when the event changed the state. */
  apply(event: StreamEvent): boolean;
  /** The record as last released; `undefined` when it never was, or was recalled. */
  get(recordId: string): ReleasedRecord | undefined;
  /** Every record that stands, by its `recordId`. */
  records(): ReadonlyMap<string, ReleasedRecord>;
  /** What to keep, also by `JSON.stringify(state)`. Never throws. */
  toJSON(): SavedRecordState;
}

/**
 * The state that was saved, or an empty one. Who goes on from a cursor needs a state that holds all that came before it: an empty
 * one would take a late revision for news. What was recalled leaves its revision behind, and nothing else.
 */
export function createRecordState(saved?: SavedRecordState): RecordState {
  const recalled = new Map<string, number>();
  const standing = new Map<string, ReleasedRecord>();

  /** Takes what is news: `record` where it was released, `undefined` where it was recalled. */
  const take = (recordId: string, revision: number, record: ReleasedRecord | undefined): boolean => {
    const isNewer = revision > (standing.get(recordId)?.revision ?? recalled.get(recordId) ?? Number.NEGATIVE_INFINITY);
    const isRecall = record === undefined && revision === standing.get(recordId)?.revision;
    if (!isNewer && !isRecall) return false;
    if (record) {
      standing.set(recordId, record);
      recalled.delete(recordId);
    } else {
      standing.delete(recordId);
      recalled.set(recordId, revision);
    }
    return true;
  };

  for (const record of saved?.records ?? []) take(record.recordId, record.revision, record);
  for (const { recordId, revision } of saved?.recalled ?? []) take(recordId, revision, undefined);
  return {
    apply: ({ type, data }) =>
      take(data.recordId, data.revision, type === 'service-record.recalled.v1' ? undefined : data),
    get: (recordId) => standing.get(recordId),
    records: () => standing,
    toJSON: () => ({
      records: [...standing.values()],
      recalled: Array.from(recalled, ([recordId, revision]) => ({ recordId, revision })),
    }),
  };
}
