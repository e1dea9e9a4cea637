// What the gatekeeper counts. Labels hold words of closed lists and ids of streams, never a value of a record.
import { PHASES, type LoopState } from '#kafka';
import { counter, gauge, histogram, observed } from '#process';
import { TOPICS } from '#wire';
import type { Tally } from './judge-batch.js';

export interface Meters {
  /** A batch has committed. Milliseconds: of deciding and projecting it, and from then to its commit. */
  committed(tally: Tally, decideMs: number, processMs: number): void;
  /** A batch was thrown away before its commit and will be decided anew. */
  abandoned(): void;
  /** The loop is in another state now. */
  entered(state: LoopState): void;
  /** Facts of `control` that were applied since the batch before. */
  controlLag(messages: number): void;
}

const PROCESSED = {
  'messaging.system': 'kafka',
  'messaging.operation.name': 'process',
  'messaging.destination.name': TOPICS.serviceRecords.name,
} as const;

/** `recordLag`: records fetched or known to wait, asked when metrics are gathered. */
export function createMeters(recordLag: () => number): Meters {
  const consumed = counter('messaging.client.consumed.messages');
  const processDuration = histogram('messaging.process.duration');
  const records = counter('gatekeeper.records');
  const decisions = counter('gatekeeper.decisions');
  const leaves = counter('gatekeeper.leaves');
  const deadLetters = counter('gatekeeper.dead_letters');
  const batchSize = histogram('gatekeeper.batch.size');
  const decideDuration = histogram('gatekeeper.decide.duration');
  const aborts = counter('gatekeeper.transaction.aborts');
  const faults = counter('gatekeeper.faults');
  const holds = counter('gatekeeper.holds');
  const lag = gauge('gatekeeper.control.lag');
  const states = gauge('gatekeeper.loop.state');
  observed('gatekeeper.records.lag', recordLag);
  return {
    committed(tally, decideMs, processMs) {
      consumed(tally.records, PROCESSED);
      processDuration(processMs / 1_000, PROCESSED);
      records(tally.records);
      for (const [stream, effects] of tally.effects)
        for (const [effect, count] of effects) decisions(count, { stream, effect });
      for (const [outcome, reasons] of tally.leaves)
        for (const [reason, count] of reasons) leaves(count, { outcome, reason });
      for (const [reason, count] of tally.deadLetters) deadLetters(count, { reason });
      batchSize(tally.records);
      decideDuration(decideMs / 1_000);
    },
    abandoned: () => aborts(1),
    entered({ phase, code }) {
      for (const state of PHASES) states(state === phase ? 1 : 0, { state });
      if (phase === 'holding') holds(1);
      if (phase === 'recovering') faults(1, { code: code ?? 'UNKNOWN' });
    },
    controlLag: lag,
  };
}
