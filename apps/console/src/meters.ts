// What the console counts: facts by type, how long they wait, how long a fence takes. No party, no payload.
import { counter, histogram, observed } from '#process';
import type { FactType } from '#wire';

export interface Meters {
  /** A fact stands on `control`. */
  readonly published: (type: FactType) => void;
  /** What the outbox holds now: when its oldest fact was stated (RFC 3339); `null`: all are settled. */
  readonly waiting: (oldest: string | null) => void;
  /** Every gatekeeper was fenced, in so many milliseconds. */
  readonly fenced: (durationMs: number) => void;
}

export function createMeters(now: () => number = Date.now): Meters {
  const facts = counter('console.facts');
  const fence = histogram('console.fence.duration');
  let oldestAt: number | null = null;
  observed('console.outbox.age', () => (oldestAt === null ? 0 : Math.max(0, now() - oldestAt) / 1_000));
  return {
    published: (factType) => facts(1, { factType }),
    waiting(oldest) {
      oldestAt = oldest === null ? null : Date.parse(oldest);
    },
    fenced: (durationMs) => fence(durationMs / 1_000),
  };
}
