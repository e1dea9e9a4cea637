// Figures and kanji digits.
import type { Folded } from './fold-text.js';

const [ZERO, NINE] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];
const KANJI_ZERO = '〇'.charCodeAt(0);
/** The other kanji digits lie between these units. */
const [FIRST, LAST] = ['一'.charCodeAt(0), '四'.charCodeAt(0)];
const kanjiDigits = new Int8Array(LAST - FIRST + 1).fill(-1);
[...'一二三四五六七八九'].forEach((digit, at) => (kanjiDigits[digit.charCodeAt(0) - FIRST] = at + 1));

/** True for the units of `0` to `9`. */
export function isFigure(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

/** The digit a folded unit stands for, a kanji digit too, or -1. Never throws. */
export function digitOf(unit: number): number {
  if (unit <= NINE) return unit >= ZERO ? unit - ZERO : -1;
  if (unit < FIRST || unit > LAST) return unit === KANJI_ZERO ? 0 : -1;
  return kanjiDigits[unit - FIRST] ?? -1;
}

const KANJI_DIGIT = /[〇一二三四五六七八九]/g;

/** Kanji digits as digits, unit for unit. */
export function foldDigits(folded: Folded): Folded {
  const text = folded.text.replace(KANJI_DIGIT, (digit) => String(digitOf(digit.charCodeAt(0))));
  return { text, startOf: (index) => folded.startOf(index), endOf: (index) => folded.endOf(index) };
}
