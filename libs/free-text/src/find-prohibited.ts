// Content that is never accepted: individual numbers ("My Number") and payment cards, told by their check digits.
import { digitGroups, type DigitGroup } from './digit-groups.js';
import { foldText, type Folded } from './fold-text.js';
import { foldDigits } from './digits.js';

/** A span of content that is never accepted, in UTF-16 offsets of the text as given, `end` exclusive. */
export interface ProhibitedFind {
  readonly start: number;
  readonly end: number;
  readonly kind: 'individual-number' | 'card-number';
  /** True where the number is labelled or grouped: a bare one passes its check digit one time in ten by chance. */
  readonly labelled: boolean;
}

/** Of an individual number; a card's has more. */
export const LEAST_PROHIBITED_DIGITS = 12;
const LABEL_REACH = 24;
const LABELS = {
  'individual-number': /(?:マイナンバー|マイナンバ|個人番号|my ?number|individual ?number|kojin ?bango)[^0-9]*$/,
  'card-number': /(?:カード|クレジット|クレカ|card|credit|visa|master|jcb|amex|american ?express|diners)[^0-9]*$/,
} as const;

/** The check digit of an individual number: weights 2–7 and 2–6 from the right, modulo 11. @see 2013 Order on the Act on My Number, Rule 5 */
export function isIndividualNumber(digits: string): boolean {
  if (!/^[0-9]{12}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 1; place <= 11; place += 1) sum += Number(digits[11 - place]) * (place <= 6 ? place + 1 : place - 5);
  const rest = sum % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
}

/** Issuer prefixes and lengths in use. */
const CARD =
  /^(?:4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}|3(?:0[0-59]|[689][0-9])[0-9]{11}|35[0-9]{14}|6[0-9]{15}|6[0-9]{18})$/;

/** Issuer prefix, length and Luhn's check digit. */
export function isCardNumber(digits: string): boolean {
  if (!CARD.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

const GROUPINGS = ['4 4 4', '4 4 4 4', '4 6 5', '4 6 4', '4 4 4 4 3'];

function kindOf(digits: string): ProhibitedFind['kind'] | null {
  if (isIndividualNumber(digits)) return 'individual-number';
  return isCardNumber(digits) ? 'card-number' : null;
}

function isJoint(gap: string | null): boolean {
  return gap !== null && gap.length >= 1 && gap.length <= 3 && /^[-. ・ー_/]+$/.test(gap);
}

/** How many groups from `from` make one prohibited number: the whole first group, or a usual grouping. */
function numberAt(groups: readonly DigitGroup[], from: number): { kind: ProhibitedFind['kind']; count: number } | null {
  let digits = '';
  const lengths: number[] = [];
  for (let at = from; at < groups.length && at < from + 5; at += 1) {
    const group = groups[at];
    if (group === undefined || (at > from && !isJoint(group.gap))) break;
    digits += group.digits;
    lengths.push(group.digits.length);
    const isUsual = lengths.length === 1 || GROUPINGS.includes(lengths.join(' '));
    const kind = isUsual ? kindOf(digits) : null;
    if (kind !== null && !isMoreOf(groups, at)) return { kind, count: lengths.length };
  }
  return null;
}

/** True where one more group of four follows: then what ended here was a part. */
function isMoreOf(groups: readonly DigitGroup[], at: number): boolean {
  const next = groups[at + 1];
  return groups[at]?.digits.length === 4 && next?.digits.length === 4 && isJoint(next.gap);
}

function isPlain(folded: Folded, group: DigitGroup): boolean {
  return folded.text[group.start - 1] !== '+';
}

/** Every prohibited number, in order, none overlapping. Linear. Never throws. */
export function findProhibited(text: string): readonly ProhibitedFind[] {
  return findProhibitedIn(foldDigits(foldText(text)));
}

/** The same in a text folded already, its digits too; offsets of the original. */
export function findProhibitedIn(folded: Folded): readonly ProhibitedFind[] {
  const groups = digitGroups(folded);
  const finds: ProhibitedFind[] = [];
  for (let at = 0; at < groups.length; at += 1) {
    const first = groups[at];
    const number = first !== undefined && isPlain(folded, first) ? numberAt(groups, at) : null;
    const last = groups[at + (number?.count ?? 1) - 1];
    if (number === null || first === undefined || last === undefined) continue;
    const before = folded.text.slice(Math.max(0, first.start - LABEL_REACH), first.start);
    const labelled = number.count > 1 || LABELS[number.kind].test(before);
    finds.push({ start: folded.startOf(first.start), end: folded.endOf(last.end - 1), kind: number.kind, labelled });
    at += number.count - 1;
  }
  return finds;
}
