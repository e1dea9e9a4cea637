// Finds the record's own values in one text.
import type { Find, Item } from '#wire';
import { without, type Folded } from './fold-text.js';
import { findDay } from './find-day.js';
import { JOINTS, SPACING, type Needles } from './needles.js';

const WORD = /[a-z0-9\u00C0-\u024F]/;

/** A word of Latin letters or figures is found between others' ends alone: `li` is not in `light`. */
function isWhole(folded: Folded, original: string, start: number, end: number): boolean {
  const isEdge = (inside: string | undefined, outside: string | undefined) =>
    !WORD.test(inside ?? ' ') || !WORD.test((outside ?? ' ').normalize('NFKC').toLowerCase());
  const before = original[folded.startOf(start) - 1];
  const after = original[folded.endOf(end - 1)];
  return isEdge(folded.text[start], before) && isEdge(folded.text[end - 1], after);
}

function findIn(folded: Folded, original: string, needle: string, item: Item, finds: Find[]): void {
  for (let at = folded.text.indexOf(needle); at >= 0; at = folded.text.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    if (isWhole(folded, original, at, end)) {
      finds.push({ start: folded.startOf(at), end: folded.endOf(end - 1), item });
    }
  }
}

const FAR = 4;
/** What is dialled before the significant digits. */
const PREFIX = /(?:(?:00|010)?81)?0?$/;

/** The digits of a text with a bar where they stand too far apart, or letters between them, to be one number. */
function digitsOf(folded: Folded): { readonly text: string; readonly from: readonly number[] } {
  const from: number[] = [];
  let text = '';
  let last = -1;
  for (let at = 0; at < folded.text.length; at += 1) {
    const digit = folded.text[at] ?? '';
    if (digit < '0' || digit > '9') continue;
    const gap = last < 0 ? '' : folded.text.slice(last + 1, at);
    if (gap.length > FAR || /[a-z]/.test(gap)) {
      text += '|';
      from.push(at);
    }
    text += digit;
    from.push(at);
    last = at;
  }
  return { text, from };
}

function findNumbers(folded: Folded, { numbers }: Needles): readonly Find[] {
  if (numbers.length === 0) return [];
  const finds: Find[] = [];
  const stream = digitsOf(folded);
  for (const { digits, item } of numbers) {
    for (let at = stream.text.indexOf(digits); at >= 0; at = stream.text.indexOf(digits, at + 1)) {
      const prefix = PREFIX.exec(stream.text.slice(Math.max(0, at - 6), at))?.[0].length ?? 0;
      const [first = 0, last = 0] = [stream.from[at - prefix], stream.from[at + digits.length - 1]];
      finds.push({ start: folded.startOf(first), end: folded.endOf(last), item });
    }
  }
  return finds;
}

function findDays(folded: Folded, { days }: Needles): readonly Find[] {
  return days.flatMap((day) =>
    findDay(folded.text, day).map(
      ({ start, end }): Find => ({ start: folded.startOf(start), end: folded.endOf(end - 1), item: 'date-of-birth' }),
    ),
  );
}

/** Finds every needle in `original`, whose folded form is `folded`, with its digits folded too `digits`. Offsets of the original; in no order. Never throws. */
export function findOwn(original: string, folded: Folded, digits: Folded, needles: Needles): readonly Find[] {
  const finds: Find[] = [];
  const spaced = without(folded, SPACING);
  for (const { text, item } of needles.words) findIn(spaced, original, text, item, finds);
  const joined = without(folded, JOINTS);
  for (const { text, item } of needles.joined) findIn(joined, original, text, item, finds);
  if (/[0-9]/.test(digits.text)) finds.push(...findNumbers(digits, needles), ...findDays(digits, needles));
  return finds;
}
