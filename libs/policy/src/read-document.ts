// Reads parts of a policy document, collecting every fault with the place it stands at.
import { isJsonObject } from '#wire';
import { FAULTS, type NoteFault } from './faults.js';
import { isClause } from './policy-words.js';

/** The entries of an object with exactly the `needed` keys and perhaps the `optional`; faults are noted. Never throws. */
export function readEntries(
  value: unknown,
  place: string,
  note: NoteFault,
  needed: readonly string[],
  optional: readonly string[] = [],
): ReadonlyMap<string, unknown> {
  const entries = readMapping(value, place, note);
  if (entries === null) return new Map();
  for (const key of needed) if (!entries.has(key)) note(at(place, key), FAULTS.missing());
  for (const key of entries.keys()) {
    if (!needed.includes(key) && !optional.includes(key)) note(at(place, key), FAULTS.unknownWord());
  }
  return entries;
}

/** The entries of an object whose keys are names the document gives; `null` and a fault where it is none. Never throws. */
export function readMapping(value: unknown, place: string, note: NoteFault): ReadonlyMap<string, unknown> | null {
  if (isJsonObject(value)) return new Map(Object.entries(value));
  note(place, value === null ? FAULTS.empty() : FAULTS.notAMapping());
  return null;
}

/** The elements of a list of at least one; faults are noted. Never throws. */
export function readList(value: unknown, place: string, note: NoteFault): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  const isEmpty = value === null || Array.isArray(value);
  if (value !== undefined) note(place, isEmpty ? FAULTS.empty() : FAULTS.notAList());
  return [];
}

/** A list of different strings of `known`; faults are noted and what is wrong is left out. Never throws. */
export function readWords(value: unknown, place: string, note: NoteFault, known: readonly string[]): readonly string[] {
  const list = readList(value, place, note);
  return list.filter((word, index): word is string => {
    const isKnown = known.includes(word as string);
    const isAgain = list.indexOf(word) !== index;
    if (!isKnown) note(`${place}[${index}]`, FAULTS.unknownName(String(word)));
    if (isAgain) note(`${place}[${index}]`, FAULTS.namedTwice(String(word)));
    return isKnown && !isAgain;
  });
}

/** One word of `known`; `undefined` and a fault where it is none. Never throws. */
export function readWord(value: unknown, place: string, note: NoteFault, known: readonly string[]): string | undefined {
  if (typeof value === 'string' && known.includes(value)) return value;
  if (value !== undefined) note(place, typeof value === 'string' ? FAULTS.unknownName(value) : FAULTS.notOneWord());
  return undefined;
}

/** A text for people: `{ en, ja }`, neither empty. Never throws. */
export function readText(value: unknown, place: string, note: NoteFault): void {
  for (const [language, text] of readEntries(value, place, note, ['en', 'ja'])) {
    if (text === null || (typeof text === 'string' && text.trim() === '')) note(at(place, language), FAULTS.empty());
    else if (typeof text !== 'string') note(at(place, language), FAULTS.notAText());
  }
}

/** A clause, `''` where it is none. Never throws. */
export function readClause(value: unknown, place: string, note: NoteFault): string {
  if (isClause(value)) return value;
  if (value !== undefined) note(place, value === null ? FAULTS.empty() : FAULTS.notAClause());
  return '';
}

/** The place of `key` inside `place`. */
export function at(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}
