// The words a value of the record is met as in a text.
import type { Item } from '#wire';
import { Characters } from './characters.js';
import { isFigure } from './digits.js';

/** Dropped from names and lines, and from the text they are looked for in. */
export const SPACING = new Characters(' ・');
/** Dropped from plates and numbers besides. */
export const JOINTS = new Characters('- ・.ー_()〒');
/** Between the parts of a name. */
export const BETWEEN_PARTS = new Characters(' ・,、.');

/** A folded word to look for. */
export interface Word {
  readonly text: string;
  readonly item: Item;
  /** True for what is part of ordinary words too: it is found where it stands alone, or before an honorific. */
  readonly needsEdges: boolean;
}

/** Folded: what follows a name and nothing else. */
export const HONORIFICS = ['様', 'サマ', 'サン', '氏', '殿', 'ドノ', 'クン', '君', 'チャン', '先生'];
const HAN = /^\p{Script=Han}$/u;

const isKana = (unit: number) => (unit >= 0x30a1 && unit <= 0x30fa) || unit === 0x30fc;

/** Two kana are in every other word (レン in ドレン), one kanji in many (林 in 林道); two kanji hardly ever: they are cut anywhere. */
function isOfOtherWords(part: string): boolean {
  if (part.length > 2) return false;
  return part.length === 2 && isKana(part.charCodeAt(0)) ? isKana(part.charCodeAt(1)) : HAN.test(part);
}

/** The last unit of Latin letters and what is like them. */
export const LAST_LATIN = 0x24f;

/** Long enough to be told from chance: two characters, three for figures alone. */
function isTelling(text: string): boolean {
  if (text.length !== 2) return text.length > 2;
  return !isFigure(text.charCodeAt(0)) || !isFigure(text.charCodeAt(1));
}

/** Of a folded value without what is dropped: itself, or nothing where it tells nothing. Never throws. */
export function lineWords(text: string, item: Item): readonly Word[] {
  return isTelling(text) ? [{ text, item, needsEdges: false }] : [];
}

function partsOf(name: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= name.length; at += 1) {
    if (at < name.length && !BETWEEN_PARTS.has(name.charCodeAt(at))) continue;
    if (at > from) parts.push(name.slice(from, at));
    from = at + 1;
  }
  return parts;
}

/** Of a folded name, and the same without {@link SPACING}: both ways round, a part of one character before each honorific, and the parts. Never throws. */
export function nameWords(folded: string, whole: string): readonly Word[] {
  const words: Word[] = [];
  const add = (text: string, needsEdges: boolean) => void words.push({ text, item: 'name', needsEdges });

  const parts = partsOf(folded);
  let backwards = '';
  for (const part of parts) backwards = part + backwards;
  if (isTelling(whole)) add(whole, false);
  if (isTelling(backwards)) add(backwards, false);
  for (const part of parts) {
    if (part.length === 1 && part.charCodeAt(0) > LAST_LATIN) for (const word of HONORIFICS) add(part + word, false);
  }
  for (const part of parts) {
    if (part === whole) continue;
    const needsEdges = isOfOtherWords(part);
    if (needsEdges || isTelling(part)) add(part, needsEdges);
  }
  return words;
}
