// Who may be named as a recipient, and what kind of recipient an id is.

/** What an id says of itself. Whether it stands (contract, entrustment) is the policy's to judge. */
export const RECIPIENT_KINDS = [
  'company',
  'finance',
  'dealer',
  'dealer-network',
  'insurer',
  'subcontractor',
  'headquarters',
  'authority',
  'unknown',
] as const;

export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

const CODE = '[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*';
const CODED = new RegExp(`^(dealer|insurer|subcontractor|authority):(${CODE})$`);
const DEALER_CODE = new RegExp(`^${CODE}$`);

const NAMED: ReadonlyMap<string, RecipientKind> = new Map([
  ['bmw-japan', 'company'],
  ['bmw-japan-finance', 'finance'],
  ['dealer-network', 'dealer-network'],
  ['bmw-ag', 'headquarters'],
]);

/** JSON Schema pattern of a dealer code and of every other code behind a kind. */
export const CODE_PATTERN = `^${CODE}$`;

/** The kind an id belongs to; `unknown` for anything outside the table, `dealer:network` (reserved) included. Never throws. */
export function recipientKindOf(id: unknown): RecipientKind {
  if (typeof id !== 'string' || id === 'dealer:network') return 'unknown';
  const named = NAMED.get(id);
  if (named) return named;
  return (CODED.exec(id)?.[1] as RecipientKind | undefined) ?? 'unknown';
}

/** True for a code as in `dealer:<code>`. Never throws. */
export function isDealerCode(value: unknown): value is string {
  return typeof value === 'string' && value !== 'network' && DEALER_CODE.test(value);
}

/**
 * The Kafka user and OAuth client of a member: its id with `:` as `-` (`dealer:D001` is `dealer-D001`).
 * One to one, since a code holds no `:` and no id outside the table may begin with a kind's name.
 */
export function clientIdOf(recipientId: string): string {
  return recipientId.replace(':', '-');
}
