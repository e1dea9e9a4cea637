// The interim scan: e-mail addresses, telephone numbers, prohibited numbers, and the record's own customer's values.
import type { Find, TextScanner } from '#wire';
import { findEmails } from './find-emails.js';
import { findOwn } from './find-own.js';
import { LEAST_PROHIBITED_DIGITS, findProhibitedIn } from './find-prohibited.js';
import { LEAST_DIGITS_OF_A_TELEPHONE, findTelephones } from './find-telephones.js';
import { Glance } from './glance.js';
import { needlesOf, type Needles } from './needles.js';
import { Search } from './search.js';

/** Characters (UTF-16 code units) of the longest text that is searched. */
export const LONGEST_TEXT = 20_000;

const AT = '@'.charCodeAt(0);
/** Of the text being searched: one search ends before another begins. */
const glance = new Glance();

const byPlace = (a: Find, b: Find) => a.start - b.start || a.end - b.end;
/** Up to here it is dearer to call for a sort than to put each find in its place. */
const FEW = 8;

function sorted(finds: Find[]): readonly Find[] {
  if (finds.length > FEW) return finds.sort(byPlace);
  for (let next = 1; next < finds.length; next += 1) {
    const find = finds[next] as Find;
    let at = next;
    for (; at > 0 && byPlace(finds[at - 1] as Find, find) > 0; at -= 1) finds[at] = finds[at - 1] as Find;
    finds[at] = find;
  }
  return finds;
}

function scan(text: string, needles: Needles): readonly Find[] | 'unsure' {
  if (text.length > LONGEST_TEXT) return 'unsure';
  const search = new Search(text, glance, glance.at(text));
  findOwn(search, needles);
  if (search.isSpent) return 'unsure';
  if (glance.mayHave(AT)) {
    for (const { start, end } of findEmails(search.folded)) search.add('email', search.folded, start, end);
  }
  if (glance.digitCount >= LEAST_DIGITS_OF_A_TELEPHONE) {
    for (const { start, end } of findTelephones(search.digits)) search.add('telephone', search.digits, start, end);
  }
  if (glance.digitCount >= LEAST_PROHIBITED_DIGITS) {
    for (const { start, end } of findProhibitedIn(search.digits)) search.finds.push({ start, end, item: 'prohibited' });
  }
  return sorted(search.finds);
}

/**
 * Opens a record, then searches its texts. Answers finds sorted by start, which may overlap; `unsure` for a text
 * longer than {@link LONGEST_TEXT}, one that is little but the record's own values, or a record with too many. Linear in the text. Never throws.
 */
export const scanner: TextScanner = (record) => {
  const needles = needlesOf(record);
  return needles.areTooMany() ? () => 'unsure' : (text) => scan(text, needles);
};
