// What the intake counts: records by what became of them. No dealer, no path, no value.
import { counter } from '#process';

export interface Meters {
  /** `outcome`: accepted, duplicate, or the problem's code. */
  counted(outcome: string, count?: number): void;
}

export function createMeters(): Meters {
  const records = counter('intake.records');
  return { counted: (outcome, count = 1) => records(count, { outcome }) };
}
