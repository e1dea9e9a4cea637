// What the ledger counts, with units. No label, no value.
import { metrics } from '@opentelemetry/api';

export interface Meters {
  /** A batch is in hand; `oldestAt`: epoch milliseconds its first message was written at. */
  began(topic: string, partition: number, oldestAt: number): void;
  /** It is stored, or it is no longer in hand. */
  ended(topic: string, partition: number): void;
  /** Messages that were gone before they were read. */
  lost(messages: number): void;
  stored(counts: { readonly decisions: number; readonly duplicates: number; readonly unreadable: number }): void;
}

export function createMeters(now: () => number = Date.now): Meters {
  const meter = metrics.getMeter('ledger');
  const decisions = meter.createCounter('ledger.decisions', { unit: '{decision}', description: 'decisions stored' });
  const duplicates = meter.createCounter('ledger.duplicates', {
    unit: '{decision}',
    description: 'decisions read again, which left no trace',
  });
  const unreadable = meter.createCounter('ledger.unreadable', {
    unit: '{message}',
    description: 'messages kept as dead letters because they could not be read',
  });
  const lost = meter.createCounter('ledger.lost', {
    unit: '{message}',
    description: 'offsets the broker had removed before they were read',
  });
  const inHand = new Map<string, number>();
  meter
    .createObservableGauge('ledger.lag', {
      unit: 'ms',
      description: 'age of the oldest message in hand, not yet stored',
    })
    .addCallback((result) => result.observe(inHand.size === 0 ? 0 : now() - Math.min(...inHand.values())));
  return {
    began: (topic, partition, oldestAt) => inHand.set(`${topic}:${partition}`, oldestAt),
    ended: (topic, partition) => inHand.delete(`${topic}:${partition}`),
    lost: (messages) => lost.add(messages),
    stored(counts) {
      decisions.add(counts.decisions);
      duplicates.add(counts.duplicates);
      unreadable.add(counts.unreadable);
    },
  };
}
