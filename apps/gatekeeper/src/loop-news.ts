// What the loop does, for the log and the desk: for what it holds, and which records it no longer finds.
import type { DisplacedPlace, LoopState } from '#kafka';
import type { Logger } from '#process';
import { TOPICS } from '#wire';
import type { Notify } from './notices.js';

/** Why nothing may be decided, and at which message of `service-records` where it is for one. */
export interface Holding {
  readonly code: string;
  readonly partition?: number;
  readonly offset?: bigint;
}

export interface LoopNews {
  /** The loop is in another state now. */
  entered(state: LoopState): void;
  /** What was computed last is held. */
  held(why: Holding): void;
  /** What was computed last may be decided. */
  decided(): void;
  /** Records are read on elsewhere than where they were left. */
  displaced(places: readonly DisplacedPlace[]): void;
}

export interface LoopNewsTools {
  readonly slot: string;
  readonly logger: Logger;
  readonly notify: Notify;
  readonly state: () => LoopState;
}

/** Says each state once, and while the loop holds each reason once in a row. */
export function createLoopNews({ slot, logger, notify, state }: LoopNewsTools): LoopNews {
  let holding: Holding | null = null;
  /** Counts by reason and by the place that was lost, which may be told again until something is committed behind it. */
  const lost = new Map<DisplacedPlace['reason'], Map<string, number>>();

  const tell = ({ phase, code: fault, partitions }: LoopState): void => {
    const { code, ...place } = (phase === 'holding' ? holding : null) ?? { code: fault };
    logger.info({ event: 'loop', state: phase, slot, code, count: partitions.length, ...place });
    notify({ kind: 'loop', level: phase === 'holding' ? 'alert' : 'state', state: phase, ...(code ? { code } : {}) });
  };

  return {
    entered: tell,
    held(why) {
      const isSame = holding?.code === why.code && holding.partition === why.partition && holding.offset === why.offset;
      holding = why;
      const now = state();
      // What is computed ahead may be held while the loop runs: it is told when the loop holds for it.
      if (!isSame && now.phase === 'holding') tell(now);
    },
    decided: () => void (holding = null),
    displaced(places) {
      for (const { partition, reason, committed, from } of places) {
        const count = Number(from < committed ? committed - from : from - committed);
        const place = { topic: TOPICS.serviceRecords.name, partition, offset: String(from) };
        logger.warn({ event: 'place-lost', slot, reason, ...place, count });
        const counts = lost.get(reason) ?? new Map<string, number>();
        lost.set(reason, counts.set(`${partition} ${committed}`, count));
      }
      // The desk keeps one notice of a kind: one of each reason, with all of it since the start.
      for (const reason of new Set(places.map((place) => place.reason))) {
        const count = [...lost.get(reason)!.values()].reduce((sum, one) => sum + one, 0);
        notify({ kind: `place-lost.${reason}`, level: 'alert', state: reason, count });
      }
    },
  };
}
