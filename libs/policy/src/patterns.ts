// The pattern of a decision: its verdicts by known path. Written for every shape of record that is met on a table.
import type { Decision, Pattern } from '#wire';
import type { Judgement } from './judge.js';
import type { LeafKind } from './leaf-kinds.js';
import { readPlace, type Shape } from './shapes.js';
import { compareVerdicts, rulingOf, type TextClauses } from './verdicts.js';

/** The pattern of every shape with the same places. */
export interface KnownPattern {
  /** Frozen. */
  readonly verdicts: Pattern['verdicts'];
  /** Which verdict the leaves at each place of the shape have; `null`: one each, in its order. */
  readonly verdictAt: Uint32Array | null;
}

/** What a pattern is made of besides its shape. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  readonly clauses: TextClauses;
  /** Verdicts by place: patterns share them. */
  readonly verdicts: Map<number, Decision>;
}

export type WritePattern = (shape: Shape, judged: Judged) => KnownPattern;

/** Writes patterns of leaves of these kinds, which are in the order of their paths: one verdict per distinct (path, outcome, item, reason), in the order of the wire. */
export function createPatterns(kinds: readonly LeafKind[]): WritePattern {
  return ({ places }, { judgements, clauses, verdicts }) => {
    function verdictOn(place: number): Decision {
      const known = verdicts.get(place);
      if (known !== undefined) return known;
      const { serial, outcome: searched } = readPlace(place);
      const kind = kinds[serial] as LeafKind;
      const judgement = judgements[kind.judgedAs];
      if (judgement === undefined) throw new Error('a leaf without judgement');
      const { item, outcome, clause, reason } = rulingOf(judgement, searched, clauses);
      const verdict = Object.freeze({ path: kind.path, item, outcome, clause, reason });
      verdicts.set(place, verdict);
      return verdict;
    }

    const written: Decision[] = [];
    const verdictAt = new Uint32Array(places.length);
    for (let index = 0; index < places.length; index += 1)
      insert(written, verdictAt, verdictOn(places[index] as number), index);
    const isOneEach = verdictAt.every((ordinal, index) => ordinal === index);
    return { verdicts: Object.freeze(written), verdictAt: isOneEach ? null : verdictAt };
  };
}

/** Verdicts come by path; within one path each finds its place, or the one it is equal to. */
function insert(written: Decision[], verdictAt: Uint32Array, verdict: Decision, index: number): void {
  let at = written.length;
  for (; at > 0; at -= 1) {
    const order = compareVerdicts(written[at - 1] as Decision, verdict);
    if (order < 0) break;
    if (order === 0) {
      verdictAt[index] = at - 1;
      return;
    }
  }
  written.splice(at, 0, verdict);
  for (let before = 0; before < index; before += 1)
    if ((verdictAt[before] as number) >= at) verdictAt[before] = (verdictAt[before] as number) + 1;
  verdictAt[index] = at;
}

/** How many leaves each verdict has of a record of this shape. Never throws. */
export function leavesIn({ verdicts, verdictAt }: KnownPattern, { counts }: Shape): readonly number[] {
  if (verdictAt === null) return counts;
  const leaves = new Array<number>(verdicts.length).fill(0);
  verdictAt.forEach((ordinal, index) => (leaves[ordinal] = (leaves[ordinal] as number) + (counts[index] as number)));
  return leaves;
}
