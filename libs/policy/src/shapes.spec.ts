// A number stands for one set of kinds, whatever was forgotten in between; and no leaf goes uncounted.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../../test/articles/runs.ts';
import type { Searched } from './search-text.js';
import { createShapes, readPlace } from './shapes.js';

const leaves = (serials: readonly number[]) =>
  serials.map((serial) => ({ kind: { serial, path: '?', judgedAs: 0, isText: false } }));

describe('shapes', () => {
  it('have one number for each set, and no two the same; every leaf is counted', () => {
    const shapes = createShapes(7);
    const known = new Map<number, string>();
    const given = fc.array(fc.tuple(fc.nat(6), fc.constantFrom(null, 'permit', 'redact', 'withhold')), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(given, (some) => {
        const all = leaves(some.map(([serial]) => serial));
        const searched = new Map<(typeof all)[number], Searched>();
        some.forEach(([, outcome], at) => outcome !== null && searched.set(all[at]!, { outcome, text: '', found: 0 }));
        const shape = shapes.searched(shapes.of(all), searched);
        const told = [...shape.places].flatMap((place, at) => {
          const { serial, outcome } = readPlace(place);
          return new Array<string>(shape.counts[at]!).fill(`${serial} ${outcome}`);
        });
        const expected = some.map(([serial, outcome]) => `${serial} ${outcome ?? 'permit'}`).sort();
        expect(told).toEqual(expected);
        const set = [...new Set(expected)].join();
        expect(known.get(shape.id) ?? set).toBe(set);
        expect(shapes.searched(shapes.of(all), searched)).toEqual(shape);
        known.set(shape.id, set);
      }),
      runs(5_000),
    );
  });

  it('never share a number with what was forgotten', () => {
    const shapes = createShapes(20_000);
    const first = shapes.of(leaves([1, 2, 3])).id;
    const seen = new Set([first]);
    for (let each = 10; each < 20_000; each += 1) {
      const { id } = shapes.of(leaves([each]));
      expect(seen.has(id)).toBe(false);
      seen.add(id);
    }
    const again = shapes.of(leaves([3, 2, 1])).id;
    expect(again).not.toBe(first);
    expect(seen.has(again)).toBe(false);
  });

  it('never share a number where their sums are the same', () => {
    const shapes = createShapes(103_511);
    const [one, other] = [leaves([1, 103_510]), leaves([257, 342])];
    const ids = [one, other, one, other].map((each) => shapes.of(each).id);
    expect(new Set(ids).size).toBe(4);
  });
});
