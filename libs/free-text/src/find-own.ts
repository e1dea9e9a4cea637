// Finds the record's own values in one text.
import type { Find } from '#wire';
import { countDigits, without, type Folded } from './fold-text.js';
import { findDay } from './find-day.js';
import { HONORIFICS, JOINTS, SPACING, type Needles } from './needles.js';
import { standsAlone } from './stands-alone.js';

const WORD = /[a-z0-9\u00C0-\u024F]/;

/** A word of Latin letters or figures is found between others' ends alone: `li` is not in `light`. */
function isWhole(folded: Folded, original: string, start: number, end: number): boolean {
  const isEdge = (inside: string | undefined, outside: string | undefined) =>
    !WORD.test(inside ?? ' ') || !WORD.test((outside ?? ' ').normalize('NFKC').toLowerCase());
  const before = original[folded.startOf(start) - 1];
  const after = original[folded.endOf(end - 1)];
  return isEdge(folded.text[start], before) && isEdge(folded.text[end - 1], after);
}

/** `R元.1.1`: month and day. */
const LEAST_DIGITS_OF_A_DAY = 2;
/** How often values may be met in one text: beyond it nobody wrote it for people, and to list every place would cost too much. */
const MOST_HITS = 2_000;

/** Visits where `needle` stands, as long as hits are left in this text. */
function eachHit(text: string, needle: string, hits: { left: number }, visit: (at: number) => void): void {
  for (let at = text.indexOf(needle); at >= 0 && hits.left > 0; at = text.indexOf(needle, at + 1)) {
    hits.left -= 1;
    visit(at);
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

function findNumbers(folded: Folded, { numbers }: Needles, hits: { left: number }): readonly Find[] {
  const finds: Find[] = [];
  const stream = digitsOf(folded);
  for (const { digits, item } of numbers) {
    eachHit(stream.text, digits, hits, (at) => {
      const prefix = PREFIX.exec(stream.text.slice(Math.max(0, at - 6), at))?.[0].length ?? 0;
      const [first = 0, last = 0] = [stream.from[at - prefix], stream.from[at + digits.length - 1]];
      finds.push({ start: folded.startOf(first), end: folded.endOf(last), item });
    });
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

/**
 * Finds every needle in `original`, whose folded form is `folded`, with its digits folded too `digits`. Offsets of the
 * original; in no order. `unsure` for a text that is little else. Never throws.
 */
export function findOwn(
  original: string,
  folded: Folded,
  digits: Folded,
  needles: Needles,
): readonly Find[] | 'unsure' {
  const finds: Find[] = [];
  const hits = { left: MOST_HITS };
  const lookIn = (where: Folded, words: Needles['words']) => {
    for (const { text, item, needsEdges } of words) {
      if (!where.text.includes(text)) continue;
      eachHit(where.text, text, hits, (at) => {
        const end = at + text.length;
        if (!isWhole(where, original, at, end)) return;
        const find = { start: where.startOf(at), end: where.endOf(end - 1), item };
        const isNamed = () => HONORIFICS.some((word) => where.text.startsWith(word, end));
        if (needsEdges !== true || isNamed() || standsAlone(original, find)) finds.push(find);
      });
    }
  };
  lookIn(without(folded, SPACING), needles.words);
  lookIn(without(folded, JOINTS), needles.joined);
  const digitCount = countDigits(digits.text);
  if (needles.numbers.some((number) => number.digits.length <= digitCount)) {
    finds.push(...findNumbers(digits, needles, hits));
  }
  if (digitCount >= LEAST_DIGITS_OF_A_DAY) finds.push(...findDays(digits, needles));
  return hits.left > 0 ? finds : 'unsure';
}
