// How much may be under way at once: a bound for each party, and a bound for all.
import { GatewayError } from '#wire';

export interface AtOnceLimits {
  /** What is counted, for the refusal: a plural noun. */
  readonly what: string;
  readonly ofParty: number;
  readonly ofAll: number;
}

export interface AtOnce {
  /**
   * Lets one in; call what it gives when that has ended, once or more often. Throws `GW_RATE_LIMITED` where the party has as many
   * under way as it may, `GW_UNAVAILABLE` where all have.
   */
  enter(party: string): () => void;
  /** How many are under way. */
  count(): number;
}

export function createAtOnce({ what, ofParty, ofAll }: AtOnceLimits): AtOnce {
  const parties = new Map<string, number>();
  let inside = 0;

  const leave = (party: string): void => {
    inside -= 1;
    const left = (parties.get(party) ?? 0) - 1;
    if (left > 0) parties.set(party, left);
    else parties.delete(party);
  };

  return {
    enter(party) {
      const own = parties.get(party) ?? 0;
      if (own >= ofParty) throw new GatewayError('GW_RATE_LIMITED', `at most ${ofParty} ${what} at a time`);
      if (inside >= ofAll) throw new GatewayError('GW_UNAVAILABLE', `too many ${what} are under way`);
      parties.set(party, own + 1);
      inside += 1;
      let hasLeft = false;
      return () => {
        if (!hasLeft) leave(party);
        hasLeft = true;
      };
    },
    count: () => inside,
  };
}
