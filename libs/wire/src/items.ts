// The items of information the policy lists, and the two it does not.

/** Article 4(1)(a): who the customer is. In the order of the text, A1–A8. */
export const CUSTOMER_ITEMS = [
  'address',
  'name',
  'date-of-birth',
  'telephone',
  'email',
  'occupation',
  'transaction',
  'questionnaire',
] as const;

/** Article 4(1)(b): vehicle service information. In the order of the text, B1–B4. */
export const VEHICLE_ITEMS = ['vin', 'work', 'activity', 'advice'] as const;

/** Every item id. `unlisted`: no clause lists it. `prohibited`: never accepted. */
export const ITEMS = [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS, 'unlisted', 'prohibited'] as const;

export type CustomerItem = (typeof CUSTOMER_ITEMS)[number];
export type VehicleItem = (typeof VEHICLE_ITEMS)[number];
export type Item = (typeof ITEMS)[number];

/** True for an item id of the list above. Never throws. */
export function isItem(value: unknown): value is Item {
  return (ITEMS as readonly unknown[]).includes(value);
}
