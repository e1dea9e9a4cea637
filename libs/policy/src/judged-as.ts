// What a leaf is judged as: one of the items, and for an unlisted one why it is unlisted. Small integers, since they index arrays.
import { CUSTOMER_ITEMS, ITEMS, VEHICLE_ITEMS, type Item, type WithholdReason } from '#wire';

/** Index of an item in `ITEMS`. */
export const ITEM_INDEX: ReadonlyMap<string, number> = new Map(ITEMS.map((item, index) => [item, index]));

/** Number of items. */
export const ITEM_COUNT = ITEMS.length;

export const UNLISTED = ITEMS.indexOf('unlisted');
export const PROHIBITED = ITEMS.indexOf('prohibited');
/** Items of Article 4(1)(a) are those before this index. */
export const FIRST_VEHICLE_ITEM = ITEMS.indexOf('vin');
/** What is unlisted, because the catalogue does not know the path or the value. */
export const UNMAPPED = ITEM_COUNT;
/** What is unlisted, because of where it came from. */
export const PROVENANCE = ITEM_COUNT + 1;
/** Number of things a leaf can be judged as. */
export const JUDGED_COUNT = ITEM_COUNT + 2;

/** Index in `ITEMS` of the item of what is judged. */
export function itemIndexOf(judgedAs: number): number {
  return judgedAs < ITEM_COUNT ? judgedAs : UNLISTED;
}

/** The item of what is judged. */
export function itemOf(judgedAs: number): Item {
  return ITEMS[itemIndexOf(judgedAs)] ?? 'prohibited';
}

/** Why an unlisted leaf is unlisted; `null` for a listed item. */
export function unlistedReasonOf(judgedAs: number): WithholdReason | null {
  if (judgedAs === UNMAPPED) return 'unmapped';
  if (judgedAs === PROVENANCE) return 'provenance';
  return judgedAs === UNLISTED ? 'unlisted' : null;
}

const LISTED: readonly Item[] = [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS];
const LISTED_BITS = (1 << LISTED.length) - 1;

/** True for everything the policy lists, in its order: what most streams ask for. */
function isAllListed(items: readonly unknown[]): boolean {
  if (items.length !== LISTED.length) return false;
  for (let at = 0; at < LISTED.length; at += 1) if (items[at] !== LISTED[at]) return false;
  return true;
}

/** A set of items as bits; a name that is no item adds none. */
export function itemBits(items: readonly unknown[]): number {
  if (isAllListed(items)) return LISTED_BITS;
  let bits = 0;
  for (const item of items) {
    const index = ITEM_INDEX.get(item as string);
    if (index !== undefined) bits |= 1 << index;
  }
  return bits;
}
