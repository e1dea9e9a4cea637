// Shapes of records: how many leaves there are of each kind, and the set of those kinds, known by one number.
import type { LeafKind } from './leaf-kinds.js';
import type { Searched } from './search-text.js';

const OUTCOMES: readonly Searched['outcome'][] = ['permit', 'redact', 'withhold'];

/** The leaves of one record by place: their kind and what the search of their text came to. */
export interface Shape {
  /** Equal for equal sets of places alone, whatever was forgotten in between. */
  readonly id: number;
  /** Every place with a leaf, ascending. */
  readonly places: Uint32Array;
  /** The number of leaves at each of them. */
  readonly counts: readonly number[];
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
  return { serial: Math.floor(place / OUTCOMES.length), outcome: OUTCOMES[place % OUTCOMES.length] ?? 'withhold' };
}

/** A step of the tree of sets met so far, each read in ascending order. */
interface Step {
  /** Never given to another set, nor again after the tree was forgotten. */
  readonly id: number;
  readonly next: Map<number, Step>;
}

const MOST_STEPS = 50_000;

/** Shapes of leaves of so many kinds. Remembers at least the last 50,000 steps of sets and at most twice as many. */
export function createShapes(kinds: number): Shapes {
  /** Leaves by place; all zero between two calls. */
  const counts = new Uint32Array(kinds * OUTCOMES.length);
  let made = 0;
  let kept = 0;
  const newStep = (id = made++): Step => ({ id, next: new Map() });
  let young = newStep();
  let old = young;

  function learn(places: Uint32Array): number {
    if (kept > MOST_STEPS) {
      old = young;
      young = newStep(old.id);
      kept = 0;
    }
    let aged: Step | undefined = old;
    let step = young;
    for (const place of places) {
      aged = aged?.next.get(place);
      let next = step.next.get(place);
      if (next === undefined) {
        next = newStep(aged?.id);
        step.next.set(place, next);
        kept += 1;
      }
      step = next;
    }
    return step.id;
  }

  function idOf(places: Uint32Array): number {
    let step = young;
    for (let at = 0; at < places.length; at += 1) {
      const next = step.next.get(places[at] as number);
      if (next === undefined) return learn(places);
      step = next;
    }
    return step.id;
  }

  function add(met: number[], place: number): void {
    const before = counts[place] as number;
    if (before === 0) met.push(place);
    counts[place] = before + 1;
  }

  /** Of what was counted at these places, each named once. */
  function shapeOf(met: readonly number[]): Shape {
    const places = new Uint32Array(met).sort();
    const found = new Array<number>(places.length).fill(0);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] as number;
      found[at] = counts[place] as number;
      counts[place] = 0;
    }
    return { id: idOf(places), places, counts: found };
  }

  return {
    of(leaves) {
      const met: number[] = [];
      for (let at = 0; at < leaves.length; at += 1) add(met, placeOf((leaves[at] as KnownLeaf).kind, 'permit'));
      return shapeOf(met);
    },
    searched({ places, counts: before }, searched) {
      for (let at = 0; at < places.length; at += 1) counts[places[at] as number] = before[at] as number;
      const met: number[] = [];
      for (const [{ kind }, { outcome }] of searched) {
        if (outcome === 'permit') continue;
        const unsearched = placeOf(kind, 'permit');
        counts[unsearched] = (counts[unsearched] as number) - 1;
        add(met, placeOf(kind, outcome));
      }
      for (let at = 0; at < places.length; at += 1)
        if (counts[places[at] as number] !== 0) met.push(places[at] as number);
      return shapeOf(met);
    },
  };
}
