// Finds the record's own values in one text.
import { findDay, mayHoldDay } from './find-day.js';
import { findNumbers } from './find-numbers.js';
import { findWords } from './find-words.js';
import type { Needles } from './needles.js';
import type { Search } from './search.js';
import { JOINTS, SPACING } from './words.js';

/** `R元.1.1`: month and day. */
const LEAST_DIGITS_OF_A_DAY = 2;

function findDays(search: Search, days: readonly string[]): void {
  if (search.glance.digitCount < LEAST_DIGITS_OF_A_DAY) return;
  for (const day of days) {
    if (!mayHoldDay(search.glance, day)) continue;
    const { digits } = search;
    for (const { start, end } of findDay(digits.text, day)) search.add('date-of-birth', digits, start, end);
  }
}

/** Adds every needle found in the text of the search, in no order; where they are met too often, not every one. Never throws. */
export function findOwn(search: Search, needles: Needles): void {
  findWords(search, needles.words, SPACING);
  findWords(search, needles.joined, JOINTS);
  findNumbers(search, needles.numbers);
  findDays(search, needles.days);
}
