// The listed items by hand, as Article 4(1) has them, and in two halves, every other one: whoever is granted one half must not get
// the other.
import type { Item } from '#wire';

/** Article 4(1)(a). */
export const OF_CUSTOMERS: readonly Item[] = [
  'address',
  'name',
  'date-of-birth',
  'telephone',
  'email',
  'occupation',
  'transaction',
  'questionnaire',
];

/** Everything the policy lists: those, and Article 4(1)(b). */
export const LISTED: readonly Item[] = [...OF_CUSTOMERS, 'vin', 'work', 'activity', 'advice'];

/** Each has items of Article 4(1)(a) and of (b) in it. */
export const ONE_HALF: readonly Item[] = LISTED.filter((_, index) => index % 2 === 0);
export const OTHER_HALF: readonly Item[] = LISTED.filter((_, index) => index % 2 === 1);
