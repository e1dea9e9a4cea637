// How many may be served at once: a bound for each member, a bound for all, and turns for those who are given a page.
import { GatewayError } from '#wire';

export interface Admission {
  /** Lets a request in; call what it gives when the request has ended. Throws `GW_RATE_LIMITED` or `GW_UNAVAILABLE`. */
  enter(party: string): () => void;
  /** Resolves with what gives the turn back. Throws `GW_UNAVAILABLE` when none comes in time. */
  turn(): Promise<() => void>;
  /** Requests under way. */
  count(): number;
}

export interface AdmissionLimits {
  readonly ofMember: number;
  readonly atOnce: number;
  readonly turns: number;
  readonly turnWithinMs: number;
}

export function createAdmission({ ofMember, atOnce, turns, turnWithinMs }: AdmissionLimits): Admission {
  const parties = new Map<string, number>();
  const queue: (() => void)[] = [];
  let inside = 0;
  let free = turns;

  const giveBack = () => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };

  return {
    enter(party) {
      const own = parties.get(party) ?? 0;
      if (own >= ofMember) throw new GatewayError('GW_RATE_LIMITED', `at most ${ofMember} requests at a time`);
      if (inside >= atOnce) throw new GatewayError('GW_UNAVAILABLE', 'too many requests are under way');
      parties.set(party, own + 1);
      inside += 1;
      return once(() => {
        inside -= 1;
        const left = (parties.get(party) ?? 1) - 1;
        if (left === 0) parties.delete(party);
        else parties.set(party, left);
      });
    },
    async turn() {
      if (free > 0) free -= 1;
      else await inQueue(queue, turnWithinMs);
      return once(giveBack);
    },
    count: () => inside,
  };
}

function inQueue(queue: (() => void)[], withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const take = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(take), 1);
      reject(new GatewayError('GW_UNAVAILABLE', 'too many pages are being read'));
    }, withinMs);
    queue.push(take);
  });
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
