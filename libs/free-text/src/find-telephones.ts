// Telephone numbers as Japan and the world write them, in any width and with any usual separator.
import { digitGroups, isSeparator, type DigitGroup } from './digit-groups.js';
import type { Folded } from './fold-text.js';

/** A span of a folded text, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Domestic: 0 and nine digits, or a mobile, IP or toll-free number of eleven. */
const DOMESTIC = /^0(?:[1-9]\d{8}|[5-9]0\d{8})$/;
/** The international call prefixes as a group of their own, or the country code behind them. */
const DIALLED_ABROAD = /^(?:00|001|0033|0061|0081|010|0010|01081)$/;
const JAPAN_ABROAD = /^(?:00|010)81\d{9,10}$/;
const MOST_GROUPS = 8;
/** Behind a `+`; every other form has more. */
export const LEAST_DIGITS_OF_A_TELEPHONE = 8;

const isDomestic = (digits: string) => (digits.length === 10 || digits.length === 11) && DOMESTIC.test(digits);

/** Index of the last group of the longest number that starts at group `from`, or -1. */
function endOfNumber(groups: readonly DigitGroup[], from: number, isPlus: boolean): number {
  const first = groups[from]?.digits ?? '';
  const isAbroad = isPlus || DIALLED_ABROAD.test(first);
  let digits = '';
  let found = -1;
  for (let at = from; at < groups.length && at < from + MOST_GROUPS; at += 1) {
    if (at > from && !isSeparator(groups[at]?.gap ?? null)) break;
    digits += groups[at]?.digits ?? '';
    if (digits.length > 18) break;
    const parts = at - from + 1;
    const isWhole = parts === 1 || (parts <= 4 && first.length <= 6);
    const least = isPlus ? LEAST_DIGITS_OF_A_TELEPHONE : 11;
    if (isWhole && isDomestic(digits)) found = at;
    else if (parts === 1 && JAPAN_ABROAD.test(digits)) found = at;
    else if (isAbroad && digits.length >= least && digits.length <= (isPlus ? 15 : 18)) found = at;
  }
  return found;
}

const [SPACE, BRACKET, PLUS] = [0x20, 0x28, 0x2b];

/** Length of a plus before a number with what may stand between them; 0: there is none. */
function plusBefore(text: string, start: number): number {
  for (let length = 1; length <= 3; length += 1) {
    const unit = text.charCodeAt(start - length);
    if (unit === PLUS) return length;
    if (unit !== SPACE && unit !== BRACKET) return 0;
  }
  return 0;
}

/** The same of a bracket. */
function bracketBefore(text: string, start: number): number {
  if (text.charCodeAt(start - 1) === BRACKET) return 1;
  return text.charCodeAt(start - 1) === SPACE && text.charCodeAt(start - 2) === BRACKET ? 2 : 0;
}

/** Every telephone number in a text folded, its digits too, as spans of it in order. Linear. Never throws. */
export function findTelephones(digits: Folded): readonly Span[] {
  const groups = digitGroups(digits);
  const spans: Span[] = [];
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups[at];
    if (group === undefined) break;
    const plus = plusBefore(digits.text, group.start);
    if (plus === 0 && !group.digits.startsWith('0')) continue;
    const end = endOfNumber(groups, at, plus > 0);
    const last = groups[end];
    if (last === undefined) continue;
    spans.push({ start: group.start - (plus > 0 ? plus : bracketBefore(digits.text, group.start)), end: last.end });
    at = end;
  }
  return spans;
}
