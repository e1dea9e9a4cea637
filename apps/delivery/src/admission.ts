// How many may be served at once: a bound for each member, a bound for all, and turns for those who are given a page.
import { createAtOnce } from '#process';
import { GatewayError } from '#wire';

export interface Admission {
  /** Lets a request in; call what it gives when the request has ended. Throws `GW_RATE_LIMITED` or `GW_UNAVAILABLE`. */
  enter(party: string): () => void;
  /**
   * Resolves with what gives the turn back. Of those who wait the member that holds fewest is next, the oldest of its requests
   * first. Throws `GW_UNAVAILABLE` when none comes in time.
   */
  turn(party: string): Promise<() => void>;
  /** Requests under way. */
  count(): number;
}

export interface AdmissionLimits {
  readonly ofMember: number;
  readonly atOnce: number;
  readonly turns: number;
  /** Turns of one member at a time. */
  readonly turnsOfMember: number;
  /** Turns that only a member gets who holds none: whoever is slow to take pages leaves them to the others. */
  readonly firstTurns: number;
  readonly turnWithinMs: number;
}

interface Waiting {
  readonly party: string;
  readonly take: () => void;
}

export function createAdmission(limits: AdmissionLimits): Admission {
  const { ofMember, atOnce, turns, turnsOfMember, firstTurns, turnWithinMs } = limits;
  const requests = createAtOnce({ what: 'requests', ofParty: ofMember, ofAll: atOnce });
  const holders = new Map<string, number>();
  const queue: Waiting[] = [];
  let free = turns;

  const heldBy = (party: string): number => holders.get(party) ?? 0;

  const mayTake = (party: string): boolean => {
    const own = heldBy(party);
    return own === 0 ? free > 0 : own < turnsOfMember && free > firstTurns;
  };

  const take = (party: string): void => {
    free -= 1;
    add(holders, party, 1);
  };

  const giveBack = (party: string): void => {
    free += 1;
    add(holders, party, -1);
    for (;;) {
      let next: Waiting | undefined;
      for (const one of queue) {
        if (mayTake(one.party) && (next === undefined || heldBy(one.party) < heldBy(next.party))) next = one;
      }
      if (next === undefined) return;
      queue.splice(queue.indexOf(next), 1);
      take(next.party);
      next.take();
    }
  };

  return {
    enter: (party) => requests.enter(party),
    async turn(party) {
      // Whoever waits may take none of what is free: what may be taken is given as soon as it is.
      if (mayTake(party)) take(party);
      else await inQueue(queue, party, turnWithinMs);
      return once(() => giveBack(party));
    },
    count: () => requests.count(),
  };
}

function inQueue(queue: Waiting[], party: string, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const take = () => {
      clearTimeout(timer);
      resolve();
    };
    const waiting = { party, take };
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(waiting), 1);
      reject(new GatewayError('GW_UNAVAILABLE', 'too many pages are being read'));
    }, withinMs);
    queue.push(waiting);
  });
}

function add(counts: Map<string, number>, party: string, by: number): void {
  const sum = (counts.get(party) ?? 0) + by;
  if (sum === 0) counts.delete(party);
  else counts.set(party, sum);
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
