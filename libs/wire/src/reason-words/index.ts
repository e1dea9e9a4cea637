// The one home of what is said of each reason, in both languages. Nothing is imported but types: the desk's pages carry it.
import type { Reason } from '../decisions.js';
import { GROUNDS } from './grounds.js';
import { INFORMATION } from './information.js';
import { PARTIES } from './parties.js';
import { PERMITS } from './permits.js';
import type { ReasonWord } from './shape.js';

export type { ReasonText, ReasonWord } from './shape.js';

/** Each reason of the closed list, with its clauses, what it says and what would change it. */
export const REASON_WORDS: Readonly<Record<Reason, ReasonWord>> = {
  ...PERMITS,
  ...PARTIES,
  ...INFORMATION,
  ...GROUNDS,
};
