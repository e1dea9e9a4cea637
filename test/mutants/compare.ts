// What Stryker found, held against the list of mutants that are argued to be equivalent.

/** One mutant as it is listed: where, what does it, what it replaces and by what. */
export interface Mutant {
  readonly file: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
}

/** What is read of a report of Stryker's (mutation-testing-report-schema). */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>>;
}
interface Point {
  readonly line: number;
  readonly column: number;
}
interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Point; readonly end: Point };
}

/** By file: arguments, each with mutator, original text, replacement, and how often (1) the file has that. */
export type Equivalents = Readonly<
  Record<
    string,
    readonly { readonly why: string; readonly mutants: readonly (readonly [string, string, string, number?])[] }[]
  >
>;

export interface Comparison {
  /** Mutants by Stryker's status. */
  readonly counts: Readonly<Record<string, number>>;
  readonly listed: number;
  /** Survivors, and mutants no test reaches, that nobody argued for; each with its line. */
  readonly unlisted: readonly string[];
  /** Listed mutants of the reported files that did not survive or are not there any more. */
  readonly gone: readonly string[];
}

/** Nothing failed for these: they survived, no test reached them, or nobody got to them. */
const LEFT = ['Survived', 'NoCoverage', 'Pending'];
const keyOf = ({ file, mutator, original, replacement }: Mutant) =>
  [file, mutator, original, replacement].join('\u0000');
const inWords = (key: string) => {
  const [file, mutator, original, replacement] = key.split('\u0000');
  return `${file} ${mutator}: ${original} → ${replacement}`;
};
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function textAt(source: string, { start, end }: ReportedMutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  return oneLine(lines.join(' '));
}

/** Compares one report with the list; of the list only what is of the reported files counts. */
export function compare({ files }: Report, equivalents: Equivalents): Comparison {
  const allowed = new Map<string, number>();
  for (const [file, groups] of Object.entries(equivalents)) {
    if (!Object.hasOwn(files, file)) continue;
    for (const [mutator, original, replacement, times = 1] of groups.flatMap(({ mutants }) => mutants)) {
      allowed.set(keyOf({ file, mutator, original, replacement }), times);
    }
  }
  const counts: Record<string, number> = {};
  const unlisted: string[] = [];
  let listed = 0;
  for (const [file, { source, mutants }] of Object.entries(files)) {
    for (const { mutatorName: mutator, replacement = '', status, location } of mutants) {
      counts[status] = (counts[status] ?? 0) + 1;
      if (!LEFT.includes(status)) continue;
      const key = keyOf({ file, mutator, original: textAt(source, location), replacement: oneLine(replacement) });
      const left = allowed.get(key) ?? 0;
      if (left > 0) {
        allowed.set(key, left - 1);
        listed += 1;
      } else unlisted.push(`${inWords(key)}, line ${location.start.line} (${status})`);
    }
  }
  const gone = [...allowed].filter(([, left]) => left > 0).map(([key]) => inWords(key));
  return { counts, listed, unlisted, gone };
}
