// Tells what belongs to an aborted transaction, from the list a broker gives with a fetch of committed messages.

export interface AbortedTransaction {
  readonly producerId: bigint | string;
  readonly firstOffset: bigint | string;
}

/** A message, or a whole batch: a batch is one producer's, and lies in one transaction or in none. */
export interface Asked {
  readonly producerId: bigint | string;
  /** Of a batch: its last one. */
  readonly offset: bigint;
  readonly isTransactional: boolean;
  /** A control record: it ends its producer's transaction. */
  readonly isMarker: boolean;
}

/**
 * Gives a question to be asked of everything fetched, in offset order: is it part of an aborted transaction? Markers are
 * not. The list comes as the transactions ended, some of them begun before the fetch, several of one producer, one across
 * another; what is asked decides alone, so it may begin and end anywhere. Never throws.
 */
export function createAbortedQuestion(
  list: readonly AbortedTransaction[] | null | undefined,
): (asked: Asked) => boolean {
  const aborted = (list ?? [])
    .map(({ producerId, firstOffset }) => ({ producerId: String(producerId), firstOffset: BigInt(firstOffset) }))
    .sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  const open = new Set<string>();
  let next = 0;
  return ({ producerId, offset, isTransactional, isMarker }) => {
    for (let one = aborted[next]; one && one.firstOffset <= offset; one = aborted[++next]) open.add(one.producerId);
    if (!isMarker) return isTransactional && open.has(String(producerId));
    open.delete(String(producerId));
    return false;
  };
}
