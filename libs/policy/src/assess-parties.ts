// Articles 3 (proviso), 5, 2(10) and 3(2): what entrustments and orders say to one recipient, item by item.
import { coversDay, isDay, type Entrustment, type Order, type WithholdReason } from '#wire';
import type { Assessment } from './assess-consents.js';
import { ITEM_COUNT, UNLISTED, itemBits } from './judged-as.js';

function assess(bits: number, relied: (item: number) => string, failure: WithholdReason, code: number): Assessment {
  const covers = (item: number) => (bits & (1 << item)) !== 0;
  const items = Array.from({ length: ITEM_COUNT }, (_, item) => item);
  return {
    code: bits * 4 + code,
    failures: items.map((item) => (covers(item) ? null : failure)),
    references: items.map((item) => (covers(item) ? relied(item) : null)),
  };
}

function smallestId(
  naming: readonly { readonly id: string; readonly items: readonly string[] }[],
  item: number,
): string {
  return naming
    .filter(({ items }) => (itemBits(items) & (1 << item)) !== 0)
    .map(({ id }) => id)
    .reduce((least, id) => (id < least ? id : least));
}

const bitsOf = (naming: readonly { readonly items: readonly string[] }[]) =>
  naming.reduce((bits, { items }) => bits | itemBits(items), 0);

/** True where some entrustment of this recipient is in force on `day`; audits are not asked here. @clause 3 */
export function isEntrusted(entrustments: readonly Entrustment[], recipientId: string, day: string): boolean {
  return entrustments.some((each) => each.recipient === recipientId && coversDay(each, day));
}

function auditIsDue(due: unknown, day: string): boolean {
  return due !== undefined && due !== null && !(isDay(due) && day <= due);
}

/** Entrustments in force, audited, naming item and purpose. Never throws on entrustments of the wire's shape. @clause 3+5 */
export function assessEntrustments(
  entrustments: readonly Entrustment[],
  recipientId: string,
  purpose: string,
  day: string,
): Assessment {
  const naming = entrustments.filter(
    (each) =>
      each.recipient === recipientId &&
      coversDay(each, day) &&
      !auditIsDue(each.auditDueOn, day) &&
      each.purposes.includes(purpose),
  );
  return assess(bitsOf(naming), (item) => smallestId(naming, item), 'not_entrusted', 0);
}

/** Different people: names that differ in width, case or spaces alone are one; what is no name is nobody. */
function countPeople(names: readonly unknown[]): number {
  const folded = names.map((name) =>
    typeof name === 'string'
      ? name
          .normalize('NFKC')
          .replace(/[\p{Cf}\s]+/gu, '')
          .toLowerCase()
      : '',
  );
  return new Set(folded.filter((name) => name !== '')).size;
}

/** True where some order of this recipient names what the policy does not list, in force or not. @clause 3(2) */
export function ordersNameUnlisted(orders: readonly Order[], recipientId: string): boolean {
  return orders.some((each) => each.recipient === recipientId && (itemBits(each.items) & (1 << UNLISTED)) !== 0);
}

/** Orders in force with two different approvers, naming the item. Never throws on orders of the wire's shape. @clause 2(10)+3(2) */
export function assessOrders(orders: readonly Order[], recipientId: string, day: string): Assessment {
  const own = orders.filter((each) => each.recipient === recipientId);
  if (own.length === 0) return assess(0, () => '', 'order_missing', 1);
  const naming = own.filter((each) => coversDay(each, day) && countPeople(each.approvedBy) >= 2);
  return assess(
    bitsOf(naming),
    (item) => smallestId(naming, item),
    'order_scope',
    ordersNameUnlisted(own, recipientId) ? 3 : 2,
  );
}
