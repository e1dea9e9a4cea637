// The listed items in two halves, every other one: whoever is granted one half must not get the other.
import { CUSTOMER_ITEMS, VEHICLE_ITEMS, type Item } from '#wire';

/** Everything the policy lists. */
export const LISTED: readonly Item[] = [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS];

/** Each has items of Article 4(1)(a) and of (b) in it. */
export const ONE_HALF: readonly Item[] = LISTED.filter((_, index) => index % 2 === 0);
export const OTHER_HALF: readonly Item[] = LISTED.filter((_, index) => index % 2 === 1);
