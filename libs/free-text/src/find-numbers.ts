// Finds the record's own numbers in the digits of one text.
import { isFigure } from './digits.js';
import type { Folded } from './fold-text.js';
import type { Search } from './search.js';
import type { SoughtNumber } from './sought-number.js';
import { textOf } from './text-of.js';

const FAR = 4;
/** What is dialled before the significant digits, the longest first. */
const PREFIXES = ['010810', '01081', '00810', '0081', '810', '81', '0'];

const BAR = '|'.charCodeAt(0);
const isLetter = (unit: number) => unit >= 0x61 && unit <= 0x7a;

/** The digits of a text with a bar where they stand too far apart, or letters between them, to be one number. */
interface DigitStream {
  readonly text: string;
  /** Where each is in the text they are the digits of. */
  readonly from: readonly number[];
}

function digitsOf({ text }: Folded): DigitStream {
  const from: number[] = [];
  const units: number[] = [];
  let last = -1;
  let hasLetter = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    hasLetter ||= isLetter(unit);
    if (!isFigure(unit)) continue;
    if (last >= 0 && (hasLetter || at - last > FAR + 1)) {
      units.push(BAR);
      from.push(at);
    }
    units.push(unit);
    from.push(at);
    last = at;
    hasLetter = false;
  }
  return { text: textOf(units), from };
}

/** Adds every place of the numbers, with what is dialled before them. Linear. Never throws. */
export function findNumbers(search: Search, numbers: readonly SoughtNumber[]): void {
  let stream: DigitStream | undefined;
  for (const number of numbers) {
    if (!number.mayBeIn(search.glance)) continue;
    if (number.digits === '' || number.digits.length > search.glance.digitCount) continue;
    findNumber(search, (stream ??= digitsOf(search.digits)), number);
  }
}

function findNumber(search: Search, { text, from }: DigitStream, { digits, item }: SoughtNumber): void {
  for (let at = search.nextHit(text, digits, 0); at >= 0; at = search.nextHit(text, digits, at + 1)) {
    const first = from[at - prefixBefore(text, at)] ?? 0;
    const last = from[at + digits.length - 1] ?? 0;
    search.add(item, search.digits, first, last + 1);
  }
}

function prefixBefore(text: string, at: number): number {
  for (const prefix of PREFIXES) if (text.endsWith(prefix, at)) return prefix.length;
  return 0;
}
