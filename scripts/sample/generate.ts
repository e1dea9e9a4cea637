// A day of three dealers' workshops, the same for the same seed and day.
import type { JsonObject } from '#wire';
import { CAST } from './cast.ts';
import { customerOf } from './customers.ts';
import { createRandom } from './random.ts';
import { repairOrder } from './repair-order.ts';
import { scriptedRecords } from './scripted.ts';

export const DEALERS = ['D001', 'D002', 'D003'] as const;

export interface SampleOptions {
  /** How many records, revisions counted; the special ones come first. */
  readonly records: number;
  /** Asia/Tokyo day of the work, `YYYY-MM-DD`. */
  readonly day: string;
  readonly seed?: number;
}

const DEFAULT_SEED = 1;
const SHARE_OF_CAST = 0.12;
const CUSTOMERS_PER_DEALER = 400;

/**
 * Records in the order they must be sent. Every one is valid; a longer sample begins with the shorter one; other seeds
 * and days have other record ids.
 */
export function generateSample({ records, day, seed = DEFAULT_SEED }: SampleOptions): JsonObject[] {
  const id = (name: string) => `${name}-${day.replaceAll('-', '')}${seed === DEFAULT_SEED ? '' : `-${seed}`}`;
  const scripted = scriptedRecords(day, seed, id);
  const ordinary = Array.from({ length: Math.max(0, records - scripted.length) }, (_, index) => {
    const random = createRandom(seed, day, index);
    const person = random.chance(SHARE_OF_CAST)
      ? random.pick(CAST)
      : customerOf(random.pick(DEALERS), random.int(1, CUSTOMERS_PER_DEALER));
    return repairOrder({
      recordId: id(`${person.dealerCode}-${String(index + 1).padStart(5, '0')}`),
      person,
      day,
      random,
    });
  });
  return [...scripted, ...ordinary].slice(0, records);
}
