// What the delivery counts, with units: by stream and effect, never by member or record.
import { metrics } from '@opentelemetry/api';
import type { OutwardEvent } from './to-cloud-event.js';

export interface Meters {
  /** A page was made for an answer. */
  readonly page: (stream: string, events: readonly OutwardEvent[]) => void;
  /** A message was neither release nor recall. */
  readonly unreadable: () => void;
}

/** `underWay`: requests at the moment, waiting ones included, asked when metrics are gathered. */
export function createMeters(underWay: () => number): Meters {
  const meter = metrics.getMeter('delivery');
  const records = meter.createCounter('delivery.records', {
    unit: '{record}',
    description: 'records given, by effect',
  });
  const pages = meter.createCounter('delivery.pages', {
    unit: '{page}',
    description: 'pages given, empty ones included',
  });
  const unreadable = meter.createCounter('delivery.unreadable', {
    unit: '{message}',
    description: 'messages of streams that are neither release nor recall, given to nobody',
  });
  meter
    .createObservableGauge('delivery.requests', { unit: '{request}', description: 'requests under way' })
    .addCallback((result) => result.observe(underWay()));
  return {
    page(stream, events) {
      pages.add(1, { stream });
      for (const effect of ['released', 'recalled'] as const) {
        const count = events.filter((event) => event.effect === effect).length;
        if (count > 0) records.add(count, { stream, effect });
      }
    },
    unreadable: () => unreadable.add(1),
  };
}
