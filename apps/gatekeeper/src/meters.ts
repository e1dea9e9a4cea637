// What the gatekeeper counts, with units. Labels hold words of closed lists, never a value of a record.
import { metrics } from '@opentelemetry/api';
import { PHASES, type LoopPhase } from '#kafka';
import type { Tally } from './judge-batch.js';

export interface Meters {
  /** A batch has committed. `decideMs`: milliseconds of deciding and projecting it. */
  committed(tally: Tally, decideMs: number): void;
  /** A batch was thrown away before its commit and will be decided anew. */
  abandoned(): void;
  /** The loop is in another phase now. */
  entered(phase: LoopPhase): void;
  /** Facts of `control` that were applied since the batch before. */
  controlLag(messages: number): void;
}

/** `recordLag`: records fetched or known to wait, asked when metrics are gathered. */
export function createMeters(recordLag: () => number): Meters {
  const meter = metrics.getMeter('gatekeeper');
  const records = meter.createCounter('gatekeeper.records', { unit: '{record}', description: 'records consumed' });
  const decisions = meter.createCounter('gatekeeper.decisions', {
    unit: '{decision}',
    description: 'decisions by effect',
  });
  const withheld = meter.createCounter('gatekeeper.withheld_leaves', {
    unit: '{leaf}',
    description: 'withheld leaves by reason',
  });
  const deadLetters = meter.createCounter('gatekeeper.dead_letters', {
    unit: '{message}',
    description: 'messages that could not be judged, by reason',
  });
  const batchSize = meter.createHistogram('gatekeeper.batch_size', {
    unit: '{record}',
    description: 'records in one transaction',
    advice: { explicitBucketBoundaries: [1, 10, 50, 100, 250, 500, 1000, 2000, 4000] },
  });
  const decideDuration = meter.createHistogram('gatekeeper.decide.duration', {
    unit: 'ms',
    description: 'deciding and projecting one batch',
    advice: { explicitBucketBoundaries: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000] },
  });
  const abandoned = meter.createCounter('gatekeeper.abandoned_batches', {
    unit: '{batch}',
    description: 'batches decided anew because their transaction did not commit',
  });
  const holds = meter.createCounter('gatekeeper.holds', {
    unit: '{hold}',
    description: 'times the loop began to hold because no policy was in force',
  });
  const lag = meter.createGauge('gatekeeper.control.lag', {
    unit: '{message}',
    description: 'control facts that a batch waited for',
  });
  const phases = meter.createGauge('gatekeeper.loop.state', { description: '1 for the state the loop is in, else 0' });
  meter
    .createObservableGauge('gatekeeper.records.lag', { unit: '{record}', description: 'records waiting to be decided' })
    .addCallback((result) => result.observe(recordLag()));
  return {
    committed(tally, decideMs) {
      records.add(tally.records);
      for (const [effect, count] of Object.entries(tally.effects)) if (count > 0) decisions.add(count, { effect });
      for (const [reason, count] of tally.withheldLeaves) withheld.add(count, { reason });
      for (const [reason, count] of tally.deadLetters) deadLetters.add(count, { reason });
      batchSize.record(tally.records);
      decideDuration.record(decideMs);
    },
    abandoned: () => abandoned.add(1),
    entered(phase) {
      for (const state of PHASES) phases.record(state === phase ? 1 : 0, { state });
      if (phase === 'holding') holds.add(1);
    },
    controlLag: (messages) => lag.record(messages),
  };
}
