// What a crash or a broker's silence left pending: found on the topic it becomes durable, else it is given up.
import type { AcceptedRecords } from '#postgres';
import type { InFlight } from './in-flight.js';

/** A row younger than this is not given up, however its process ended: what that sent last may still be written. */
export const GIVE_UP_AFTER_MS = 5_000;
/** Nor within this time of the last moment at which its process can have sent anything. */
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
}

export interface Settled {
  readonly found: number;
  readonly givenUp: number;
  /** Rows that stay in doubt for now. */
  readonly left: number;
}

/**
 * Settles the pending rows of a slot whose lock the caller holds. Order matters: the rows are aged first, then the topic is
 * read to its end, so that a row given up had its last chance before the end was asked for. `giveUpAfterMs: null` only finds.
 * Throws when database or broker fail; then nothing wrong was settled.
 */
export async function settleDoubts(slot: string, giveUpAfterMs: number | null, tools: SettlerTools): Promise<Settled> {
  const { records, inFlight, look } = tools;
  const rows = (await records.inDoubt(slot, inFlight.busy(), AT_ONCE)).filter(
    ({ acceptance }) => !inFlight.isBusy(acceptance),
  );
  if (rows.length === 0) return { found: 0, givenUp: 0, left: 0 };

  const wanted = new Set(rows.map(({ acceptance }) => acceptance));
  const found: { acceptance: string; partition: number; offset: bigint }[] = [];
  await look(lowest(rows.map(({ lookFrom }) => lookFrom)), (acceptance, partition, offset) => {
    if (wanted.delete(acceptance)) found.push({ acceptance, partition, offset });
  });
  if (found.length > 0) await records.settleFound(slot, found);

  const givenUp = rows.filter(
    ({ acceptance, ageMs }) => wanted.has(acceptance) && giveUpAfterMs !== null && ageMs >= giveUpAfterMs,
  );
  if (givenUp.length > 0)
    await records.release(
      slot,
      givenUp.map(({ acceptance }) => acceptance),
    );
  return { found: found.length, givenUp: givenUp.length, left: wanted.size - givenUp.length };
}

/** The lowest bound of each partition; a row that knows nothing of a partition may stand anywhere in it. */
function lowest(bounds: readonly (readonly bigint[])[]): bigint[] {
  const partitions = Math.max(...bounds.map(({ length }) => length));
  return Array.from({ length: partitions }, (_, partition) =>
    bounds.map((bound) => bound[partition] ?? 0n).reduce((low, bound) => (bound < low ? bound : low)),
  );
}
