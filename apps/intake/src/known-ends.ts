// What is known of the ends of `service-records`: never more than there is, so a look from there misses nothing.

export interface KnownEnds {
  /** Per partition a lower bound of where the next message can stand; empty until something is known. */
  known(): readonly bigint[];
  learn(partition: number, next: bigint): void;
}

export function createKnownEnds(): KnownEnds {
  const ends: bigint[] = [];
  return {
    known: () => Array.from(ends, (end) => end ?? 0n),
    learn(partition, next) {
      if (next > (ends[partition] ?? 0n)) ends[partition] = next;
    },
  };
}
