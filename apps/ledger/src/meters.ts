// What the ledger counts. No label but the topic, no value.
import { counter, histogram, observed } from '#process';

export interface Meters {
  /** A batch is in hand; `oldestAt`: epoch milliseconds its first message was written at. */
  began(topic: string, partition: number, oldestAt: number): void;
  /** It is stored. One that could not be stays in hand, for it is offered again. */
  ended(topic: string, partition: number): void;
  /** Nothing is in hand any more: another ledger reads, or none. */
  stopped(): void;
  /** Messages that were gone before they were read. */
  lost(messages: number): void;
  /** `messages` of a topic were stored in `durationMs` milliseconds, and came to this. */
  stored(topic: string, messages: number, durationMs: number, counts: Counts): void;
}

export interface Counts {
  readonly decisions: number;
  readonly duplicates: number;
  readonly unreadable: number;
}

export function createMeters(now: () => number = Date.now): Meters {
  const consumed = counter('messaging.client.consumed.messages');
  const processDuration = histogram('messaging.process.duration');
  const decisions = counter('ledger.decisions');
  const duplicates = counter('ledger.duplicates');
  const unreadable = counter('ledger.unreadable');
  const lost = counter('ledger.lost');
  const inHand = new Map<string, number>();
  observed('ledger.lag', () => (inHand.size === 0 ? 0 : (now() - Math.min(...inHand.values())) / 1_000));
  return {
    began: (topic, partition, oldestAt) => inHand.set(`${topic}:${partition}`, oldestAt),
    ended: (topic, partition) => inHand.delete(`${topic}:${partition}`),
    stopped: () => inHand.clear(),
    lost,
    stored(topic, messages, durationMs, counts) {
      const labels = {
        'messaging.system': 'kafka',
        'messaging.operation.name': 'process',
        'messaging.destination.name': topic,
      } as const;
      consumed(messages, labels);
      processDuration(durationMs / 1_000, labels);
      decisions(counts.decisions);
      duplicates(counts.duplicates);
      unreadable(counts.unreadable);
    },
  };
}
