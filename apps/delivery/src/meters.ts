// What the delivery counts: by stream and effect, never by member or record.
import { counter, observed } from '#process';
import type { OutwardEvent } from './to-cloud-event.js';

export interface Meters {
  /** A page was made for an answer. */
  readonly page: (stream: string, events: readonly OutwardEvent[]) => void;
  /** A message was neither release nor recall. */
  readonly unreadable: () => void;
}

/** `underWay`: requests at the moment, waiting ones included, asked when metrics are gathered. */
export function createMeters(underWay: () => number): Meters {
  const records = counter('delivery.records');
  const pages = counter('delivery.pages');
  const unreadable = counter('delivery.unreadable');
  observed('delivery.requests', underWay);
  return {
    page(stream, events) {
      pages(1, { stream });
      for (const effect of ['released', 'recalled'] as const) {
        const count = events.filter((event) => event.effect === effect).length;
        if (count > 0) records(count, { stream, effect });
      }
    },
    unreadable: () => unreadable(1),
  };
}
