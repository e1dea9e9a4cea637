// The interim scan: e-mail addresses, telephone numbers, prohibited numbers, and the record's own customer's values.
import type { Find, TextScanner } from '#wire';
import { findEmails } from './find-emails.js';
import { findOwn } from './find-own.js';
import { LEAST_PROHIBITED_DIGITS, findProhibitedIn } from './find-prohibited.js';
import { LEAST_DIGITS_OF_A_TELEPHONE, findTelephones, type Span } from './find-telephones.js';
import { countDigits, foldDigits, foldText } from './fold-text.js';
import { MOST_NEEDLES, countNeedles, needlesOf } from './needles.js';

/** Characters (UTF-16 code units) of the longest text that is searched. */
export const LONGEST_TEXT = 20_000;

/**
 * Opens a record, then searches its texts. Answers finds sorted by start, which may overlap; `unsure` for a text
 * longer than {@link LONGEST_TEXT}, one that is little but the record's own values, or a record with too many. Linear in the text. Never throws.
 */
export const scanner: TextScanner = (record) => {
  const needles = needlesOf(record);
  if (countNeedles(needles) > MOST_NEEDLES) return () => 'unsure';
  return (text) => {
    if (text.length > LONGEST_TEXT) return 'unsure';
    const folded = foldText(text);
    const digits = foldDigits(folded);
    const own = findOwn(text, folded, digits, needles);
    if (own === 'unsure') return 'unsure';
    const finds = [...own];
    const add = (item: Find['item'], spans: readonly Span[]) => {
      for (const { start, end } of spans)
        finds.push({ start: folded.startOf(start), end: folded.endOf(end - 1), item });
    };
    if (folded.text.includes('@')) add('email', findEmails(folded));
    const digitCount = countDigits(digits.text);
    if (digitCount >= LEAST_DIGITS_OF_A_TELEPHONE) add('telephone', findTelephones(digits));
    if (digitCount >= LEAST_PROHIBITED_DIGITS) {
      for (const { start, end } of findProhibitedIn(digits)) finds.push({ start, end, item: 'prohibited' });
    }
    return finds.length < 2 ? finds : finds.sort((a, b) => a.start - b.start || a.end - b.end);
  };
};
