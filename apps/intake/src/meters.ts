// What the intake counts: records by what became of them. No dealer, no path, no value.
import { metrics } from '@opentelemetry/api';

export interface Meters {
  /** `outcome`: accepted, duplicate, or the problem's code. */
  counted(outcome: string, count?: number): void;
}

export function createMeters(): Meters {
  const records = metrics
    .getMeter('intake')
    .createCounter('gateway_intake_records', { description: 'service records sent, by what became of them' });
  return { counted: (outcome, count = 1) => records.add(count, { outcome }) };
}
