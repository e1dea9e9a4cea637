// The sample day's result as a person reads it: what was sent, and per stream what went and what did not, and why.
import { REASON_WORDS, type Outcome } from '#wire';
import type { StreamSummary } from './ledger-summary.ts';

/** What a sample day came to. */
export interface SampleDay {
  readonly day: string;
  readonly sent: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** What was wrong with rejected lines, and how often; no value. */
  readonly faults: readonly (readonly [fault: string, count: number])[];
  /** False when the ledger had not counted everything in time. */
  readonly isWhole: boolean;
  /** Everything in the ledger, by stream. */
  readonly streams: readonly StreamSummary[];
}

const OUTCOME_IN_WORDS: Readonly<Record<Outcome, string>> = {
  permit: 'released',
  redact: 'redacted',
  withhold: 'withheld',
};

/** The lines to print, without their line ends. */
export function summaryLines({
  day,
  sent,
  accepted,
  duplicates,
  rejected,
  faults,
  isWhole,
  streams,
}: SampleDay): string[] {
  const lines = [
    '',
    `The sample day, ${day}: ${number(sent)} records sent; ${number(accepted)} accepted, ${number(duplicates)} duplicate, ${number(rejected)} rejected.`,
  ];
  if (accepted === 0 && duplicates === sent) lines.push('All of it was here already: sending it again added nothing.');
  for (const [fault, count] of faults) lines.push(`  rejected ${number(count)} ×  ${fault}`);
  if (!isWhole) lines.push('Not all decisions have reached the ledger yet; these are the ones that have.');
  lines.push('', 'In the ledger: records per stream, and their fields.');
  for (const stream of streams) lines.push('', ...streamLines(stream));
  return lines;
}

/** Prints {@link summaryLines} to standard output. */
export function printSummary(sampleDay: SampleDay): void {
  console.log(summaryLines(sampleDay).join('\n'));
}

function streamLines({ stream, decisions, leaves }: StreamSummary): string[] {
  const { released, recalled, withheld } = decisions;
  const head = `${stream}: ${number(released)} released, ${number(recalled)} recalled, ${number(withheld)} withheld whole`;
  const rows = (['permit', 'redact', 'withhold'] as const).flatMap((outcome) =>
    leaves
      .filter((leaf) => leaf.outcome === outcome)
      .sort((a, b) => b.count - a.count)
      .map(({ reason, count }, index) => {
        const label = index === 0 ? OUTCOME_IN_WORDS[outcome] : '';
        return `  ${label.padEnd(10)}${number(count).padStart(9)}  ${REASON_WORDS[reason].en.short} (${reason})`;
      }),
  );
  return [head, ...rows];
}

const number = (value: number) => value.toLocaleString('en');
