// Finds the words of the record's own values in one text.
import type { Characters } from './characters.js';
import { isFigure } from './digits.js';
import type { Folded } from './fold-text.js';
import { NOT_ALONE, foldUnit } from './fold-unit.js';
import type { Search } from './search.js';
import type { Sought } from './sought.js';
import { standsAlone } from './stands-alone.js';
import { without } from './without.js';
import { HONORIFICS, LAST_LATIN, type Word } from './words.js';

const WORD = /[a-z0-9\u00C0-\u024F]/;

/** Latin letters and figures, of a folded unit. */
function isOfWords(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || isFigure(unit);
  return unit >= 0xc0 && unit <= LAST_LATIN;
}

/** The same of a unit as given; beyond the text nothing is. */
function isOfWordsFolded(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const unit = foldUnit(text.charCodeAt(at));
  return unit === NOT_ALONE ? WORD.test(text.charAt(at).normalize('NFKC').toLowerCase()) : isOfWords(unit);
}

/** A word of Latin letters or figures is found between others' ends alone: `li` is not in `light`. */
function isWhole(folded: Folded, original: string, start: number, end: number): boolean {
  const { text } = folded;
  if (isOfWords(text.charCodeAt(start)) && isOfWordsFolded(original, folded.startOf(start) - 1)) return false;
  return !isOfWords(text.charCodeAt(end - 1)) || !isOfWordsFolded(original, folded.endOf(end - 1));
}

function findWord(search: Search, where: Folded, { text, item, needsEdges }: Word): void {
  const { original } = search;
  for (let at = search.nextHit(where.text, text, 0); at >= 0; at = search.nextHit(where.text, text, at + 1)) {
    const end = at + text.length;
    if (!isWhole(where, original, at, end)) continue;
    const find = { start: where.startOf(at), end: where.endOf(end - 1), item };
    if (!needsEdges || isNamed(where.text, end) || standsAlone(original, find)) search.finds.push(find);
  }
}

function isNamed(text: string, end: number): boolean {
  return HONORIFICS.some((honorific) => text.startsWith(honorific, end));
}

/** Adds every place of the words of what is sought, in the text without the characters of `dropped`. Never throws. */
export function findWords(search: Search, sought: readonly Sought[], dropped: Characters): void {
  const { glance } = search;
  let where: Folded | undefined;
  for (const each of sought) {
    if (!each.mayBeIn(glance)) continue;
    where ??= without(search.folded, dropped);
    for (const word of each.wordsIn(search, where)) {
      if (glance.mayHold(word.text)) findWord(search, where, word);
    }
  }
}
