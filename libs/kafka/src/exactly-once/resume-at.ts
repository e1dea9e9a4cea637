// Where a partition is read on: at the committed offset, if that is a place in this topic and what was read before it still is there.

/** What a group has committed of a partition. */
export interface Committed {
  /** The next offset to read; negative: nothing is committed. */
  readonly offset: bigint;
  /** Epoch of the leader that took the last record before it. */
  readonly leaderEpoch: number;
  /** Of the topic that record was of; `null` where it is not known: an offset somebody set by hand. */
  readonly topicId: string | null;
}

/** What the partition is now. */
export interface Standing {
  readonly topicId: string;
  /** The first offset there is. */
  readonly first: bigint;
  /** Where what was committed ends in the log as it is: see {@link epochToAsk}. */
  readonly end: bigint;
}

/** A committed offset that is no place to read on at, and what took its place. */
export interface Displaced {
  /**
   * `expired`: what comes next went past retention unread. `replaced`: another topic bears the name. `cut`: the topic lost its
   * end, and has written other records there or will.
   */
  readonly reason: 'expired' | 'replaced' | 'cut';
  readonly from: bigint;
}

/** The epoch whose end tells whether the committed offset still stands: its own, or where that is not known the present one. */
export function epochToAsk({ leaderEpoch, topicId }: Committed, standing: { id: string; leaderEpoch: number }): number {
  return topicId === standing.id ? leaderEpoch : standing.leaderEpoch;
}

/**
 * Where to read on, and why not at the committed offset. Nothing that was never read is left out: of another topic everything
 * is new, of one that was cut what lies behind the cut; where it was cut is known of a committed epoch alone. Never throws.
 */
export function resumeAt(committed: Committed, { topicId, first, end }: Standing): bigint | Displaced {
  const { offset } = committed;
  if (offset < 0n) return first;
  if (committed.topicId !== null && committed.topicId !== topicId) return { reason: 'replaced', from: first };
  if (end < offset) {
    return { reason: 'cut', from: committed.topicId === null || end < first ? first : end };
  }
  return offset < first ? { reason: 'expired', from: first } : offset;
}
