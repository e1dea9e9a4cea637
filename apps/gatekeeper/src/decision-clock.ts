// The instant a batch is decided at: never before the newest fact it was decided with, never going back.
import { parseInstant, type ControlFact } from '#wire';

/** How far ahead of this machine's clock a fact's own instant is followed; beyond it the fact's writer is wrong, not we. */
const FOLLOWED_SKEW_MS = 5_000;

export interface DecisionClock {
  /** Takes note of a fact that has been applied. Never throws. */
  see(fact: Pick<ControlFact, 'at'>): void;
  /** Epoch milliseconds. A stop counts from its own instant, so a clock that lags the console's must not outrun it. */
  now(): number;
}

/** `machine` gives epoch milliseconds. */
export function createDecisionClock(machine: () => number = Date.now): DecisionClock {
  let newestFact = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return {
    see(fact) {
      const at = parseInstant(fact.at);
      if (at > newestFact && at <= machine() + FOLLOWED_SKEW_MS) newestFact = at;
    },
    now() {
      last = Math.max(last, newestFact, machine());
      return last;
    },
  };
}
