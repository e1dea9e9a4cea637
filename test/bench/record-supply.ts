// Records that look like the sample day's, as many as wanted, none of them twice.
import { CAST } from '../../scripts/sample/cast.ts';
import { generateSample } from '../../scripts/sample/generate.ts';

export const DEALER = 'D001';
const ORDINARY = 2_000;
/** Parts share a house: what one has sent no other sends again. */
let made = 0;

/** Every call gives records as JSON under numbers no call gave before: a record that was sent already costs the intake less. */
export function recordSupply(): (count: number) => string[] {
  // Not the special ones, which are numbered in another way, nor those of customers with facts: they may be withheld whole.
  const withFacts = new Set(CAST.map(({ customerId }) => customerId));
  const like = generateSample({ records: ORDINARY, day: '2026-06-01' }).filter(
    ({ recordId, customer }) =>
      (recordId as string).startsWith(`${DEALER}-`) && !withFacts.has((customer as { id: string }).id),
  );
  return (count) =>
    Array.from({ length: count }, () => {
      made += 1;
      return JSON.stringify({ ...like[made % like.length], recordId: `BENCH-${made}` });
    });
}
