// Shapes of records: the kinds of their leaves in the order of the walk, each sequence known by one number.
import type { LeafKind } from './leaf-kinds.js';

/** A place in the tree of sequences met so far. */
interface Step {
  /** Never given to another sequence, nor again after the tree was forgotten. */
  readonly id: number;
  readonly next: Map<number, Step>;
}

/** Follows the leaves of one record. */
export interface Shapes {
  /**
   * The number of the sequence of `kinds`: equal numbers are equal sequences. `null` for one too long to be worth
   * remembering. Never throws.
   */
  numberOf(leaves: Leaves): number | null;
}

type Leaves = readonly { readonly kind: LeafKind }[];

const LONGEST = 400;
const MOST_STEPS = 50_000;

/** Remembers, where it does at all, at least the last 50,000 steps and at most twice as many. A number is never used for two sequences. */
export function createShapes(remembers: boolean): Shapes {
  let made = 0;
  let kept = 0;
  const newStep = (id = made++): Step => ({ id, next: new Map() });
  let young = newStep();
  let old = young;

  function learn(leaves: Leaves): number {
    if (kept > MOST_STEPS) {
      old = young;
      young = newStep(old.id);
      kept = 0;
    }
    let aged: Step | undefined = old;
    let step = young;
    for (const { kind } of leaves) {
      aged = aged?.next.get(kind.serial);
      let next = step.next.get(kind.serial);
      if (next === undefined) {
        next = newStep(aged?.id);
        step.next.set(kind.serial, next);
        kept += 1;
      }
      step = next;
    }
    return step.id;
  }

  return {
    numberOf(leaves) {
      if (!remembers || leaves.length > LONGEST) return null;
      let step = young;
      for (const { kind } of leaves) {
        const next = step.next.get(kind.serial);
        if (next === undefined) return learn(leaves);
        step = next;
      }
      return step.id;
    },
  };
}
