// The interim scan: e-mail addresses, telephone numbers, prohibited numbers, and the record's own customer's values.
import type { Find, TextScanner } from '#wire';
import { findEmails } from './find-emails.js';
import { findOwn } from './find-own.js';
import { findProhibitedIn } from './find-prohibited.js';
import { findTelephones } from './find-telephones.js';
import { foldDigits, foldText } from './fold-text.js';
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
    const inOriginal =
      (item: Find['item']) =>
      (span: { start: number; end: number }): Find => ({
        start: folded.startOf(span.start),
        end: folded.endOf(span.end - 1),
        item,
      });
    const finds: Find[] = [
      ...findEmails(folded).map(inOriginal('email')),
      ...findTelephones(digits).map(inOriginal('telephone')),
      ...findProhibitedIn(digits).map(({ start, end }): Find => ({ start, end, item: 'prohibited' })),
      ...own,
    ];
    return finds.sort((a, b) => a.start - b.start || a.end - b.end);
  };
};
