// The small integers leaves are judged by, and sets of items as bits: a name adds its own bit and no other.
import { describe, expect, it } from '@jest/globals';
import { CUSTOMER_ITEMS, ITEMS, VEHICLE_ITEMS } from '#wire';
import { JUDGED_COUNT, PROVENANCE, UNMAPPED, itemBits, itemOf, unlistedReasonOf } from './judged-as.js';

const LISTED = [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS];
const instead = (at: number, name: unknown) => LISTED.map((item, index) => (index === at ? name : item));
const namesIn = (bits: number) => ITEMS.filter((_, index) => (bits & (1 << index)) !== 0);

describe('a set of items', () => {
  it.each<[string, readonly unknown[]]>([
    ['none', []],
    ['everything listed', LISTED],
    ['everything listed, in another order', LISTED.toReversed()],
    ['all but the first', LISTED.slice(1)],
    ['all but the last', LISTED.slice(0, -1)],
    ['one instead of the first', instead(0, 'unlisted')],
    ['one instead of the last', instead(11, 'unlisted')],
    ['one twice, instead of another', instead(5, 'vin')],
    ['nothing instead of the last', instead(11, undefined)],
    ['as many that are no item', LISTED.map(() => 'number-plate')],
    ['as many of one', LISTED.map(() => 'name')],
    ['everything listed, and one more', [...LISTED, 'unlisted']],
    ['one', ['activity']],
    ['what is no item', ['number-plate', '', 'VIN', null, 7, '__proto__']],
    ['what is not listed', ['prohibited', 'unlisted']],
  ])('has those named and no other: %s', (_, names) => {
    expect(namesIn(itemBits(names))).toEqual(ITEMS.filter((item) => names.includes(item)));
    expect(itemBits(names) >> ITEMS.length).toBe(0);
  });
});

describe('what a leaf is judged as', () => {
  it('is an item, or unlisted for a reason of its own', () => {
    const all = Array.from({ length: JUDGED_COUNT }, (_, judgedAs) => judgedAs);
    expect(all.map(itemOf)).toEqual([...ITEMS, 'unlisted', 'unlisted']);
    const reasons = all.map(unlistedReasonOf);
    expect(reasons.slice(0, ITEMS.length)).toEqual(ITEMS.map((item) => (item === 'unlisted' ? 'unlisted' : null)));
    expect([reasons[UNMAPPED], reasons[PROVENANCE]]).toEqual(['unmapped', 'provenance']);
  });

  it('is prohibited where it is nothing at all', () => {
    expect(itemOf(-1)).toBe('prohibited');
  });
});
