// The instant a batch is decided at: never before the newest fact it was decided with, never going back.
import { parseInstant, type ControlFact } from '#wire';

/** How far ahead of this machine's clock an instant is followed, a fact's or its own of before; beyond it one of the two is wrong. */
const FOLLOWED_SKEW_MS = 5_000;

export interface DecisionClock {
  /** Takes note of a fact that has been applied. Never throws. */
  see(fact: Pick<ControlFact, 'at'>): void;
  /**
   * Epoch milliseconds; `null` while a fact, or what this clock gave before, is farther ahead than is followed. A stop counts
   * from its own instant: a clock that lags the console's would let pass what has been stopped, so nothing may be decided by
   * it. A clock that once jumped ahead would for as long decide under tomorrow's law.
   */
  now(): number | null;
}

/** `machine` gives epoch milliseconds. */
export function createDecisionClock(machine: () => number = Date.now): DecisionClock {
  let newestFact = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return {
    see(fact) {
      const at = parseInstant(fact.at);
      if (at > newestFact) newestFact = at;
    },
    now() {
      const here = machine();
      if (Math.max(newestFact, last) > here + FOLLOWED_SKEW_MS) return null;
      last = Math.max(last, newestFact, here);
      return last;
    },
  };
}
