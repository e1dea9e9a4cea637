// Which facts ask nothing of the broker's topics, users and rights: they are settled without.
import type { FactType } from '#wire';

/** What data subjects and the law say. A type that is not named here waits until topics, users and rights are what they must be. */
const WITHOUT: ReadonlySet<FactType> = new Set<FactType>([
  'policy-published',
  'policy-certified',
  'policy-accepted',
  'consent-obtained',
  'consent-withdrawn',
  'order-received',
  'order-approved',
  'stop-placed',
  'stop-lifted',
  'ownership-began',
  'correction-opened',
  'correction-closed',
  'kill-switch-set',
]);

/** True for a fact that opens no stream and changes nobody's standing. */
export function changesNoRights(type: FactType): boolean {
  return WITHOUT.has(type);
}
