// Who may read a stream now: asked of the end of `control` as it stands at the question, never of an older view.
import type { ControlReader } from '#kafka';
import { GatewayError, type ControlFact, type FactType, type Membership } from '#wire';

export interface LatestMembership {
  /**
   * Resolves when `party` may read the stream by every fact that stood on `control` at the call. Throws `GW_NOT_FOUND` for
   * anybody else and for a stream that is not there, `GW_UNAVAILABLE` when the end of `control` cannot be reached in time.
   */
  require(party: string, stream: string): Promise<void>;
  /** False once a fact could not be placed: from then on nobody is a member. */
  isKnown(): boolean;
  /** Aborts at the next fact that may end somebody's membership. */
  narrowing(): AbortSignal;
}

/** What takes in facts as they are read. */
export interface FactIntake {
  apply(fact: ControlFact): void;
}

const KNOWN_WITHIN_MS = 3_000;
const ENDING: ReadonlySet<FactType> = new Set(['contract-ended', 'entrustment-ended', 'stream-closed']);

/** Questions asked while one look is under way share the next. */
export function createLatestMembership(
  catchUp: ControlReader['catchUp'],
  membership: Membership,
  now: () => number = Date.now,
): LatestMembership & FactIntake {
  let present: Promise<unknown> = Promise.resolve();
  let next: Promise<unknown> | undefined;
  let narrowing = new AbortController();

  const latest = (): Promise<unknown> => {
    next ??= present.then(() => {
      next = undefined;
      const look = catchUp();
      present = look.catch(() => undefined);
      return look;
    });
    return next;
  };

  return {
    apply(fact) {
      membership.apply(fact);
      if (!ENDING.has(fact.type)) return;
      narrowing.abort();
      narrowing = new AbortController();
    },
    isKnown: () => membership.isKnown(),
    narrowing: () => narrowing.signal,
    async require(party, stream) {
      await inTime(latest());
      if (!membership.isKnown()) throw new GatewayError('GW_UNAVAILABLE', 'the state of `control` is not known');
      if (!membership.mayRead(party, stream, now())) throw new GatewayError('GW_NOT_FOUND');
    },
  };
}

async function inTime(look: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), KNOWN_WITHIN_MS);
  });
  try {
    await Promise.race([look, late]);
  } catch {
    throw new GatewayError('GW_UNAVAILABLE', 'the state of `control` is not known');
  } finally {
    clearTimeout(timer);
  }
}
