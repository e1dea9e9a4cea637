// Shapes of records: how many leaves there are of each kind, and the set of those kinds, known by one number.
// A walk that was met before finds its shape by its kinds in their order; any other is counted.
import type { LeafKind } from './leaf-kinds.js';
import { createMemo } from './memo.js';
import type { Searched } from './search-text.js';

const OUTCOMES: readonly Searched['outcome'][] = ['permit', 'redact', 'withhold'];

/** The leaves of one record by place: their kind and what the search of their text came to. */
export interface Shape {
  /** Equal for equal sets of places alone, whatever was forgotten in between. */
  readonly id: number;
  /** Every place with a leaf, ascending. */
  readonly places: Uint32Array;
  /** The number of leaves at each of them. Frozen: records share it. */
  readonly counts: readonly number[];
  /** What searches met before made of it, by the places its texts went to. */
  readonly searchedAs: Map<string, Shape>;
}

interface KnownLeaf {
  readonly kind: LeafKind;
}

/** Counts leaves. Never throws. */
export interface Shapes {
  of(leaves: readonly KnownLeaf[]): Shape;
  /** The same leaves, those searched at the place of their outcome. */
  searched(shape: Shape, searched: ReadonlyMap<KnownLeaf, Searched>): Shape;
}

/** The place of leaves of this kind whose search came to `outcome`; a leaf that was not searched is at that of `permit`. */
const placeOf = ({ serial }: LeafKind, outcome: Searched['outcome']): number =>
  serial * OUTCOMES.length + OUTCOMES.indexOf(outcome);

/** What stands at a place: the number of the kind, and the outcome. */
export function readPlace(place: number): { readonly serial: number; readonly outcome: Searched['outcome'] } {
  return {
    serial: Math.floor(place / OUTCOMES.length),
    outcome: OUTCOMES[place % OUTCOMES.length] as Searched['outcome'],
  };
}

/** Sets of places remembered, at least; at most twice as many. */
const MOST_SETS = 8_192;
/** Steps of walks remembered; then all are forgotten. */
const MOST_STEPS = 50_000;
/** Longer walks hardly come twice. */
const LONGEST_WALK = 400;
/** Searches remembered of one shape. */
const MOST_SEARCHES = 64;

/** A step of the tree of walks: the kinds of their leaves in order. */
interface Walk {
  /** Of the walk that ends here. */
  shape: Shape | undefined;
  readonly next: Map<number, Walk>;
}

const newWalk = (): Walk => ({ shape: undefined, next: new Map() });

const isSame = (one: Uint32Array, other: Uint32Array): boolean =>
  one.length === other.length && one.every((place, at) => place === other[at]);

/** Shapes of leaves of so many kinds. Where walks are not remembered each is counted anew. */
export function createShapes(kinds: number, remembersWalks = true): Shapes {
  /** Leaves by place; all zero between two calls. */
  const counts = new Uint32Array(kinds * OUTCOMES.length);
  /** By a sum of the places; of two sets with one sum the later is remembered. */
  const sets = createMemo<number, { readonly id: number; readonly places: Uint32Array }>(MOST_SETS);
  let made = 0;
  let walks = newWalk();
  let steps = 0;

  function idOf(places: Uint32Array): number {
    let sum = 0;
    for (const place of places) sum = Math.imul(sum ^ place, 16_777_619);
    const known = sets.get(sum);
    if (known !== undefined && isSame(known.places, places)) return known.id;
    // Never given again, whatever was forgotten.
    const id = made;
    made += 1;
    sets.set(sum, { id, places });
    return id;
  }

  function add(met: number[], place: number): void {
    const before = counts[place] as number;
    if (before === 0) met.push(place);
    counts[place] = before + 1;
  }

  /** Of what was counted at these places, each named once. */
  function shapeOf(met: readonly number[]): Shape {
    const places = new Uint32Array(met).sort();
    const found = Array.from(places, (place) => counts[place] as number);
    for (const place of places) counts[place] = 0;
    return { id: idOf(places), places, counts: Object.freeze(found), searchedAs: new Map() };
  }

  function count(leaves: readonly KnownLeaf[]): Shape {
    const met: number[] = [];
    for (const { kind } of leaves) add(met, placeOf(kind, 'permit'));
    return shapeOf(met);
  }

  function learn(leaves: readonly KnownLeaf[]): Shape {
    const shape = count(leaves);
    if (!remembersWalks || leaves.length > LONGEST_WALK) return shape;
    if (steps > MOST_STEPS) {
      walks = newWalk();
      steps = 0;
    }
    let walk = walks;
    for (const { kind } of leaves) {
      let next = walk.next.get(kind.serial);
      if (next === undefined) {
        walk.next.set(kind.serial, (next = newWalk()));
        steps += 1;
      }
      walk = next;
    }
    walk.shape = shape;
    return shape;
  }

  return {
    of(leaves) {
      let walk = walks;
      for (const { kind } of leaves) {
        const next = walk.next.get(kind.serial);
        if (next === undefined) return learn(leaves);
        walk = next;
      }
      return walk.shape ?? learn(leaves);
    },
    searched(shape, searched) {
      let search = '';
      for (const [{ kind }, { outcome }] of searched) if (outcome !== 'permit') search += ` ${placeOf(kind, outcome)}`;
      if (search === '') return shape;
      const known = shape.searchedAs.get(search);
      if (known !== undefined) return known;
      const met: number[] = [];
      shape.places.forEach((place, at) => (counts[place] = shape.counts[at] as number));
      for (const [{ kind }, { outcome }] of searched) {
        if (outcome === 'permit') continue;
        const unsearched = placeOf(kind, 'permit');
        counts[unsearched] = (counts[unsearched] as number) - 1;
        add(met, placeOf(kind, outcome));
      }
      for (const place of shape.places) if (counts[place] !== 0) met.push(place);
      const found = shapeOf(met);
      if (shape.searchedAs.size < MOST_SEARCHES) shape.searchedAs.set(search, found);
      return found;
    },
  };
}
