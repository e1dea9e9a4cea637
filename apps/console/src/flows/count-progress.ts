// How far the ledger has counted: its own offsets beside the ends of the topic.
import type { LedgerProgress } from '#postgres';
import type { Counted } from '#wire';

export type AskEnds = () => Promise<ReadonlyMap<number, bigint>>;

/** Messages of a partition that may still be to count: at most, since markers of transactions take places too. Never throws. */
export function behindOf(next: bigint | undefined, end: bigint): number {
  const left = end - (next ?? 0n);
  return left > 0n ? Number(left) : 0;
}

/** `ends`: `null` where Kafka could not be asked. Never throws. */
export function countedOf(
  { newestAt, deadLetters, unread, offsets }: LedgerProgress,
  ends: ReadonlyMap<number, bigint> | null,
): Counted {
  const behind = ends === null ? null : [...ends].map(([partition, end]) => behindOf(offsets.get(partition), end));
  return {
    upTo: newestAt,
    partitions: behind?.length ?? offsets.size,
    current: behind?.filter((left) => left === 0).length ?? null,
    behind: behind?.reduce((sum, left) => sum + left, 0) ?? null,
    ...{ deadLetters, unread },
  };
}

/** Asks at most every `keepMs`, and gives up after `patienceMs`: then `null`. Never rejects. */
export function createEnds(ask: AskEnds, { keepMs, patienceMs }: { keepMs: number; patienceMs: number }) {
  let kept: { readonly ends: ReadonlyMap<number, bigint>; readonly until: number } | null = null;
  return async (now: number): Promise<ReadonlyMap<number, bigint> | null> => {
    if (kept !== null && kept.until > now) return kept.ends;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patienceMs);
    });
    try {
      const ends = await Promise.race([ask(), late]);
      if (ends !== null) kept = { ends, until: now + keepMs };
      return ends;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  };
}
