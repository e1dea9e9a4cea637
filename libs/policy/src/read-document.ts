// Reads parts of a policy document, collecting every fault with the place it stands at.
import { isJsonObject } from '#wire';
import { isClause } from './policy-words.js';

/** Takes note of one fault: where in the document, and what is wrong. */
export type NoteFault = (place: string, fault: string) => void;

/** The entries of an object with exactly the `needed` keys and perhaps the `optional`; faults are noted. Never throws. */
export function readEntries(
  value: unknown,
  place: string,
  note: NoteFault,
  needed: readonly string[],
  optional: readonly string[] = [],
): ReadonlyMap<string, unknown> {
  if (!isJsonObject(value)) {
    note(place, 'must be a mapping');
    return new Map();
  }
  const entries = new Map(Object.entries(value));
  for (const key of needed) if (!entries.has(key)) note(at(place, key), 'is missing');
  for (const key of entries.keys()) {
    if (!needed.includes(key) && !optional.includes(key))
      note(at(place, key), 'is not a word of policy documents here');
  }
  return entries;
}

/** A list of different strings of `known`; faults are noted and what is wrong is left out. Never throws. */
export function readWords(value: unknown, place: string, note: NoteFault, known: readonly string[]): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) {
    note(place, 'must be a list of at least one word');
    return [];
  }
  const words = value.filter((word, index): word is string => {
    const isKnown = known.includes(word as string);
    const isAgain = value.indexOf(word) !== index;
    if (!isKnown) note(`${place}[${index}]`, `\`${String(word)}\` is not known`);
    if (isAgain) note(`${place}[${index}]`, `\`${String(word)}\` stands here twice`);
    return isKnown && !isAgain;
  });
  return words;
}

/** One word of `known`; `undefined` and a fault where it is none. Never throws. */
export function readWord(value: unknown, place: string, note: NoteFault, known: readonly string[]): string | undefined {
  if (typeof value === 'string' && known.includes(value)) return value;
  if (value !== undefined) note(place, typeof value === 'string' ? `\`${value}\` is not known` : 'must be one word');
  return undefined;
}

/** A text for people: `{ en }`, perhaps `ja`, neither empty. Never throws. */
export function readText(value: unknown, place: string, note: NoteFault): void {
  for (const [language, text] of readEntries(value, place, note, ['en'], ['ja'])) {
    if (typeof text !== 'string' || text.trim() === '') note(at(place, language), 'must be a text');
  }
}

/** A clause, `''` where it is none. Never throws. */
export function readClause(value: unknown, place: string, note: NoteFault): string {
  if (isClause(value)) return value;
  if (value !== undefined) note(place, 'must be a clause, such as `4(2)` or `2(10)+3(2)`');
  return '';
}

/** The place of `key` inside `place`. */
export function at(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}
