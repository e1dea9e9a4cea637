// Records that look like the sample day's, as many as wanted, none of them twice.
import { generateSample } from '../../scripts/sample/generate.ts';

export const DEALER = 'D001';
const ORDINARY = 2_000;

/** Every call gives records as JSON under numbers no call gave before: a record that was sent already costs the intake less. */
export function recordSupply(): (count: number) => string[] {
  // Of the sample's records the special ones, which may be withheld whole, are numbered in another way.
  const like = generateSample({ records: ORDINARY, day: '2026-06-01' }).filter(({ recordId }) =>
    (recordId as string).startsWith(`${DEALER}-`),
  );
  let made = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      made += 1;
      return JSON.stringify({ ...like[made % like.length], recordId: `BENCH-${made}` });
    });
}
