// What is looked for as words, each list of them worked out once a text may hold one.
import type { Folded } from './fold-text.js';
import type { Glance } from './glance.js';
import type { Search } from './search.js';
import type { Word } from './words.js';

/** One value of the record. */
export interface Sought {
  /** Never less than the number of its words, and mostly told without working them out. */
  readonly mostWords: number;
  /** The words, any of which stands for the value. */
  words(): readonly Word[];
  /** The same, where a value that is all of the text need not be folded again; `where` is the text they are looked for in. */
  wordsIn(search: Search, where: Folded): readonly Word[];
  /** False only where the text holds none of the words. Linear in the value. Never throws. */
  mayBeIn(glance: Glance): boolean;
}

/** Instead of the unit a value opens with: it cannot be told by itself. */
export const UNTOLD = -1;
