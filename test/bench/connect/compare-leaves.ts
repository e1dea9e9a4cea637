// What a chain let through that the policy withholds, and what it withheld that the policy lets through, leaf by leaf.
import type { Verdict } from '#policy';
import { childPath, elementPath, isJsonObject, type JsonObject, type JsonValue } from '#wire';

/** Numbers of leaves. */
export interface Difference {
  /** Let through, though withheld: no consent of this customer reaches them. */
  readonly withoutConsent: number;
  /** Let through, though withheld: beside permitted ones in a list. */
  readonly inLists: number;
  /** Let through whole, though personal data is cut out of them. */
  readonly freeText: number;
  /** Let through, though withheld for any other reason. */
  readonly other: number;
  /** Not let through, though permitted, whole or in part. */
  readonly lost: number;
}

/** Leaves by their path in the record. `flat` has the delimiter `.` in its keys, and lists as they were. */
function pathsIn(flat: JsonObject): Map<string, number> {
  const counts = new Map<string, number>();
  const walk = (value: JsonValue, path: string): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, elementPath(path));
    else if (isJsonObject(value)) for (const key of Object.keys(value)) walk(value[key]!, childPath(path, key));
    else counts.set(path, (counts.get(path) ?? 0) + 1);
  };
  for (const key of Object.keys(flat)) walk(flat[key]!, key);
  return counts;
}

function kindOf({ outcome, reason, path }: Verdict): Exclude<keyof Difference, 'lost'> {
  if (outcome === 'redact' || reason === 'text_unsure') return 'freeText';
  if (reason.startsWith('consent_')) return 'withoutConsent';
  return path.includes('[]') ? 'inLists' : 'other';
}

/** Throws where a path passed in part: then it cannot be said which of its leaves did. */
export function compareLeaves(flat: JsonObject, verdicts: readonly Verdict[]): Difference {
  const passed = pathsIn(flat);
  const judged = new Map<string, number>();
  for (const { path, count } of verdicts) judged.set(path, (judged.get(path) ?? 0) + count);
  const found = { withoutConsent: 0, inLists: 0, freeText: 0, other: 0, lost: 0 };
  for (const verdict of verdicts) {
    const { path, outcome, count } = verdict;
    const here = passed.get(path) ?? 0;
    if (here === 0) found.lost += outcome === 'withhold' ? 0 : count;
    else if (here !== judged.get(path)) throw new Error(`\`${path}\` passed in part`);
    else if (outcome !== 'permit') found[kindOf(verdict)] += count;
  }
  return found;
}

/** All of them together. */
export function sumOf(differences: readonly Difference[]): Difference & { readonly leaked: number } {
  const sum = (of: keyof Difference) => differences.reduce((total, each) => total + each[of], 0);
  const [withoutConsent, inLists, freeText, other] = [
    sum('withoutConsent'),
    sum('inLists'),
    sum('freeText'),
    sum('other'),
  ];
  const leaked = withoutConsent + inLists + freeText + other;
  return { withoutConsent, inLists, freeText, other, lost: sum('lost'), leaked };
}
