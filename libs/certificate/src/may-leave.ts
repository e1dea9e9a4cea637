// What may leave, said once more, for people: the conditions without which nothing goes anywhere. The engine is held to this.
import type { Cells } from './cells-of.js';
import type { DateClass, ProvenanceClass, PurposeClass, RecipientClass, StopClass } from './classes.js';
import type { ConsentClass, ContractClass, EntrustmentClass, GroundClass } from './grounds.js';
import { OF_CUSTOMERS, ONE_HALF } from './halves.js';

/** One class of each axis. */
export interface Case {
  readonly recipient: RecipientClass;
  readonly purpose: PurposeClass;
  readonly consent: ConsentClass;
  readonly contract: ContractClass;
  readonly stop: StopClass;
  readonly order: GroundClass<unknown>;
  readonly entrustment: EntrustmentClass;
  readonly provenance: ProvenanceClass;
  readonly date: DateClass;
  /** What the version's document grants to this recipient for this purpose. */
  readonly cells: Cells;
}

/**
 * True where the item may reach the recipient. Everything not said here stays.
 * @clause 2, 3, 4, 5, 6, Updates
 */
export function mayLeave(item: string, c: Case): boolean {
  const isPublisher = c.recipient.role === 'publishing-dealer';
  const isListed = !['unlisted', 'unknown-path', 'prohibited'].includes(item) && !c.provenance.unlists(item);
  const isCustomers = (OF_CUSTOMERS as readonly string[]).includes(item);

  // What is never accepted goes nowhere, nor does a record older than the policy.
  if (item === 'prohibited' || c.date.isBeforeTheFirstVersion) return false;
  // A purpose is stated, and the recipient is one the policy names that stands on what it must stand on.
  if (c.purpose.word === null || c.recipient.role === null) return false;
  if (c.recipient.standsOn === 'contract' && !c.contract.isInForce) return false;
  if (c.recipient.standsOn === 'entrustment' && !c.entrustment.isInForce) return false;
  // Nothing is stopped: not by the Company, nor by the dealer's silence, nor by the customer.
  if (c.stop.stopsAll) return false;
  // A cell of the policy grants it. What no clause lists is granted to an authority by an order alone.
  const named = isListed ? item : 'unlisted';
  const grant = c.cells.get(named);
  const isByOrder = grant === 'with-legal-order';
  if (!isListed && !(isByOrder && c.recipient.role === 'authority')) return false;
  if (c.stop.isCeased && !isByOrder && !isPublisher) return false;
  if (!isGround(grant, named, c)) return false;
  // Every version in force since the record occurred grants it too.
  if (c.date.isUnderNarrowerVersion && isListed) {
    if ((ONE_HALF as readonly string[]).includes(item) || !isGround('with-specific-consent', item, c)) return false;
  }
  // It is right, it is the present owner's, and somebody asked for it.
  if (c.stop.isCorrected(named) && !isPublisher) return false;
  if (c.date.isOfEarlierOwner && isListed && isCustomers && !isPublisher && c.recipient.role !== 'company')
    return false;
  return c.stop.isAskedFor(named);
}

/** Who uses jointly (Article 4(1)); a dealer is one of them, whoever published the record. */
const JOINT_USERS = ['company', 'finance', 'publishing-dealer', 'other-dealer'];

/** True where what the cell asks for is there. What asks for nothing is true of those alone whose own it is. */
function isGround(grant: string | undefined, item: string, c: Case): boolean {
  const role = c.recipient.role ?? '';
  const isConsented = c.provenance.hasCustomer && c.consent.covers(item);
  switch (grant) {
    case 'joint-use':
      return JOINT_USERS.includes(role);
    case 'company-purpose':
      return role === 'company';
    case 'own-record':
      return role === 'publishing-dealer';
    case 'with-consent':
      return isConsented;
    case 'with-specific-consent':
      return isConsented && c.consent.isSpecific;
    case 'with-entrustment':
      return c.entrustment.covers(item);
    case 'with-legal-order':
      return c.order.covers(item);
    default:
      return false;
  }
}
