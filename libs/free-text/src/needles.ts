// What to look for in the texts of one record: its own customer's and vehicle's values.
import { isJsonObject, type Item, type JsonObject, type JsonValue } from '#wire';
import { createDropped, foldDigits, foldNeedle, foldText } from './fold-text.js';

/** Dropped from names and lines, and from the text they are looked for in. */
export const SPACING = createDropped(' ・');
/** Dropped from plates and numbers besides. */
export const JOINTS = createDropped('- ・.ー_()〒');

export interface Word {
  readonly text: string;
  readonly item: Item;
  /** True for what is part of ordinary words too: it is found where it stands alone, or before an honorific. */
  readonly needsEdges?: boolean;
}

/** Values to look for, folded. Each list stands for one way of looking. */
export interface Needles {
  /** In the text without {@link SPACING}. */
  readonly words: readonly Word[];
  /** In the text without {@link JOINTS}. */
  readonly joined: readonly Word[];
  /** In the text's digits, whatever stands between them. */
  readonly numbers: readonly { readonly digits: string; readonly item: Item }[];
  /** Days `YYYY-MM-DD`. */
  readonly days: readonly string[];
}

/** Folded: what follows a name and nothing else. */
export const HONORIFICS = ['様', 'サマ', 'サン', '氏', '殿', 'ドノ', 'クン', '君', 'チャン', '先生'];
/** Two kana are in every other word (レン in ドレン), one kanji in many (林 in 林道); two kanji hardly ever: they are cut anywhere. */
const NEEDS_EDGES = /^(?:[ァ-ヺー]{2}|\p{Script=Han})$/u;
const CJK = /[^\u0000-\u024F]/;

/** Long enough to be told from chance: two characters, three for figures alone. */
function isTelling(text: string): boolean {
  return text.length >= (/^[0-9]*$/.test(text) ? 3 : 2);
}

function valueAt(record: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** Every scalar under a value as text: a field of a wrong kind is looked for all the same. */
function textsAt(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsAt);
}

function nameWords(name: string): readonly Word[] {
  const parts = foldText(name)
    .text.split(/[ ・,、.]+/)
    .filter((part) => part !== '');
  const backwards = [...parts].reverse().join('');
  const lone = parts.filter((part) => part.length === 1 && CJK.test(part));
  const whole = foldNeedle(name, SPACING);
  const anywhere = [whole, backwards, ...lone.flatMap((part) => HONORIFICS.map((word) => part + word))];
  return [
    ...anywhere.filter(isTelling).map((text): Word => ({ text, item: 'name' })),
    ...parts
      .filter((part) => part !== whole && (isTelling(part) || NEEDS_EDGES.test(part)))
      .map((text): Word => ({ text, item: 'name', needsEdges: NEEDS_EDGES.test(text) })),
  ];
}

/** The digits that stay the same whichever prefix is dialled before them. */
function significantDigits(telephone: string): string {
  const digits = foldDigits(foldText(telephone)).text.replace(/[^0-9]/g, '');
  return digits.replace(/^(?:00|010)?81(?=0?[1-9][0-9]{8})|^/, '').replace(/^0/, '');
}

/** Reads the record's own values. Never throws on JSON. */
export function needlesOf(record: JsonObject): Needles {
  const texts = (...path: readonly string[]) => textsAt(valueAt(record, ...path));
  const words: Word[] = [];
  const names: Word[] = [];
  const joined: { text: string; item: Item }[] = [];
  const numbers: { digits: string; item: Item }[] = [];

  for (const name of [...texts('customer', 'name'), ...texts('customer', 'nameKana')]) {
    names.push(...nameWords(name));
  }
  for (const line of texts('customer', 'address')) words.push({ text: foldNeedle(line, SPACING), item: 'address' });
  for (const code of texts('customer', 'address', 'postalCode')) {
    const digits = foldDigits(foldText(code)).text.replace(/[^0-9]/g, '');
    if (digits.length === 7) numbers.push({ digits, item: 'address' });
  }
  for (const email of texts('customer', 'email')) words.push({ text: foldNeedle(email, SPACING), item: 'email' });
  for (const telephone of texts('customer', 'telephone')) {
    const digits = significantDigits(telephone);
    if (digits.length >= 6) numbers.push({ digits, item: 'telephone' });
    words.push({ text: foldNeedle(telephone, SPACING), item: 'telephone' });
  }
  for (const id of texts('customer', 'id')) joined.push({ text: foldNeedle(id, JOINTS), item: 'unlisted' });
  for (const plate of texts('vehicle', 'registrationPlate'))
    joined.push({ text: foldNeedle(plate, JOINTS), item: 'unlisted' });
  for (const key of ['vin', 'chassisNumber']) {
    for (const number of texts('vehicle', key)) joined.push({ text: foldNeedle(number, JOINTS), item: 'vin' });
  }
  const births = texts('customer', 'dateOfBirth');
  const days = births.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
  for (const day of births)
    if (!days.includes(day)) words.push({ text: foldNeedle(day, SPACING), item: 'date-of-birth' });
  const telling = <T extends { readonly text: string }>(list: readonly T[]) =>
    list.filter(({ text }) => isTelling(text));
  return { words: [...names, ...telling(words)], joined: telling(joined), numbers, days };
}

/** How many values are looked for at most; a record with more cannot be searched. */
export const MOST_NEEDLES = 500;

/** Number of values to look for. */
export function countNeedles({ words, joined, numbers, days }: Needles): number {
  return words.length + joined.length + numbers.length + days.length;
}
