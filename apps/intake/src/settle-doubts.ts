// What a crash or a broker's silence left pending: found on the topic it becomes durable, else it is given up.
import type { AcceptedRecords } from '#postgres';
import type { InFlight } from './in-flight.js';

/** A row younger than this is not given up, however its process ended. */
export const GIVE_UP_AFTER_MS = 5_000;
/**
 * Two looks that miss a message, this far apart, before it is given up: a broker that answers for as long has taken in
 * whatever a dead process or a broken connection had sent it last.
 */
export const QUIET_MS = 1_000;
const AT_ONCE = 10_000;

export interface SettlerTools {
  readonly records: Pick<AcceptedRecords, 'inDoubt' | 'settleFound' | 'release'>;
  readonly inFlight: Pick<InFlight, 'busy' | 'isBusy'>;
  /** Visits the acceptance of every message from these offsets to the end of the topic as it stands when asked. */
  readonly look: (
    from: readonly bigint[],
    visit: (acceptance: string, partition: number, offset: bigint) => void,
  ) => Promise<void>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export interface Settled {
  readonly found: number;
  readonly givenUp: number;
  /** Rows that stay in doubt for now. */
  readonly left: number;
}

/** Settles the pending rows of a slot whose lock the caller holds. Throws when database or broker fail; nothing wrong is settled then. */
export type SettleDoubts = (slot: string, giveUpAfterMs: number) => Promise<Settled>;

/**
 * A settler. Order matters: the rows are aged first, then the topic is read to its end, so that a row given up had its last
 * chance before the end was asked for.
 */
export function createSettler({ records, inFlight, look, now }: SettlerTools): SettleDoubts {
  /** When a look first missed an acceptance, by slot. */
  const missedAt = new Map<string, Map<string, number>>();

  return async (slot, giveUpAfterMs) => {
    const rows = (await records.inDoubt(slot, inFlight.busy(), AT_ONCE)).filter(
      ({ acceptance }) => !inFlight.isBusy(acceptance),
    );
    const missedBefore = missedAt.get(slot);
    missedAt.delete(slot);
    if (rows.length === 0) return { found: 0, givenUp: 0, left: 0 };

    const wanted = new Set(rows.map(({ acceptance }) => acceptance));
    const found: { acceptance: string; partition: number; offset: bigint }[] = [];
    const lookedAt = now();
    await look(lowest(rows.map(({ lookFrom }) => lookFrom)), (acceptance, partition, offset) => {
      if (wanted.delete(acceptance)) found.push({ acceptance, partition, offset });
    });
    if (found.length > 0) await records.settleFound(slot, found);

    const firstMissed = (acceptance: string): number => missedBefore?.get(acceptance) ?? now();
    const givenUp = rows
      .filter(({ acceptance, ageMs }) => wanted.has(acceptance) && ageMs >= giveUpAfterMs)
      .map(({ acceptance }) => acceptance)
      .filter((acceptance) => lookedAt - firstMissed(acceptance) >= QUIET_MS);
    if (givenUp.length > 0) await records.release(slot, givenUp);
    for (const acceptance of givenUp) wanted.delete(acceptance);
    missedAt.set(slot, new Map([...wanted].map((acceptance) => [acceptance, firstMissed(acceptance)])));
    return { found: found.length, givenUp: givenUp.length, left: wanted.size };
  };
}

/** The lowest bound of each partition; a row that knows nothing of a partition may stand anywhere in it. */
function lowest(bounds: readonly (readonly bigint[])[]): bigint[] {
  const partitions = Math.max(...bounds.map(({ length }) => length));
  return Array.from({ length: partitions }, (_, partition) =>
    bounds.map((bound) => bound[partition] ?? 0n).reduce((low, bound) => (bound < low ? bound : low)),
  );
}
