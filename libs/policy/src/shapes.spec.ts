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
        expect(new Set(shape.places).size).toBe(shape.places.length);
        expect(shape.counts.every((count) => count > 0)).toBe(true);
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

  it('keep their number while 8,000 others are met', () => {
    const shapes = createShapes(10_000);
    const some = [[1, 2, 3], [1, 2, 4], [1, 2], []];
    const ids = some.map((each) => shapes.of(leaves(each)).id);
    for (let each = 10; each < 8_010; each += 1) shapes.of(leaves([each]));
    expect(some.map((each) => shapes.of(leaves(each.toReversed())).id)).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
  });

  it.each([
    ['a walk of 400 leaves is met again as the same object', 400, true],
    ['a longer one is counted anew, to the same', 401, false],
  ])('%s', (_what, length, isSame) => {
    const shapes = createShapes(3);
    const walk = Array.from({ length }, (_, at) => at % 3);
    const [one, other] = [shapes.of(leaves(walk)), shapes.of(leaves(walk))];
    expect(other).toEqual(one);
    shapes.of(leaves([0]));
    expect(shapes.of(leaves(walk)) === one).toBe(isSame);
    expect(other === one).toBe(isSame);
    expect(Object.isFrozen(one.counts)).toBe(true);
  });

  it('are counted anew where walks are not remembered, and once so many steps were met', () => {
    const forgetful = createShapes(3, false);
    expect(forgetful.of(leaves([1, 2])) === forgetful.of(leaves([1, 2]))).toBe(false);
    const shapes = createShapes(60_000);
    const [walk, first] = [leaves([1, 2]), createShapes(3).of(leaves([1, 2]))];
    const before = shapes.of(walk);
    for (let each = 10; each < 30_010; each += 1) shapes.of(leaves([each, each + 1]));
    expect(shapes.of(walk) === before).toBe(false);
    expect([...shapes.of(walk).places]).toEqual([...first.places]);
  });

  it('remember what a search made of them, 64 times', () => {
    const shapes = createShapes(100);
    const all = leaves(Array.from({ length: 100 }, (_, at) => at));
    const shape = shapes.of(all);
    const cut = (at: number) => new Map([[all[at]!, { outcome: 'redact' as const, text: '', found: 0 }]]);
    const met = all.map((_, at) => shapes.searched(shape, cut(at)));
    const again = all.map((_, at) => shapes.searched(shape, cut(at)));
    expect(again.filter((each, at) => each === met[at])).toHaveLength(64);
    expect(again.map(({ places }) => [...places])).toEqual(met.map(({ places }) => [...places]));
    expect(new Set(met.map(({ id }) => id)).size).toBe(100);
    expect(shapes.searched(shape, new Map([[all[0]!, { outcome: 'permit', text: '', found: 0 }]]))).toBe(shape);
  });

  it.each([
    ['', [1, 103_510], [257, 342]],
    [' and some of their kinds', [0, 1, 103_510], [0, 257, 342]],
  ])('never share a number where their sums%s are the same', (_what, some, others) => {
    const shapes = createShapes(103_511, false);
    const [one, other] = [leaves(some), leaves(others)];
    const ids = [one, other, one, other].map((each) => shapes.of(each).id);
    expect(new Set(ids).size).toBe(4);
  });
});
