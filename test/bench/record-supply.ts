// Records that look like the sample day's, as many as wanted, none of them twice.
import { generateSample } from '../../scripts/sample/generate.ts';

export const DEALER = 'D001';
const ORDINARY = 2_000;

/** Every call gives records as JSON that no call gave before: one that was sent already costs the intake less. */
export function recordSupply(): (count: number) => string[] {
  const sample = generateSample({ records: ORDINARY, day: '2026-06-01' }).filter(
    ({ dealerCode, revision }) => dealerCode === DEALER && revision === 1,
  );
  let made = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      made += 1;
      return JSON.stringify({ ...sample[made % sample.length], recordId: `BENCH-${made}` });
    });
}
