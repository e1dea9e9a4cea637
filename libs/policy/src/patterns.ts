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

/** A verdict, and the places of the shape it is on. */
interface Entry {
  readonly verdict: Decision;
  readonly places: number[];
}

/** Writes patterns of leaves of these kinds, which are in the order of their paths: one verdict per distinct (path, outcome, item, reason), in the order of the wire. */
export function createPatterns(kinds: readonly LeafKind[]): WritePattern {
  return ({ places }, { judgements, clauses, verdicts }) => {
    function verdictOn(place: number): Decision {
      const known = verdicts.get(place);
      if (known !== undefined) return known;
      const { serial, outcome: searched } = readPlace(place);
      const kind = kinds[serial];
      const judgement = kind === undefined ? undefined : judgements[kind.judgedAs];
      if (kind === undefined || judgement === undefined) throw new Error('a leaf without judgement');
      const { item, outcome, clause, reason } = rulingOf(judgement, searched, clauses);
      const verdict = Object.freeze({ path: kind.path, item, outcome, clause, reason });
      verdicts.set(place, verdict);
      return verdict;
    }

    const entries: Entry[] = [];
    places.forEach((place, index) => insert(entries, verdictOn(place), index));
    const written = Object.freeze(entries.map(({ verdict }) => verdict));
    const verdictAt = new Uint32Array(places.length);
    entries.forEach((entry, ordinal) => entry.places.forEach((index) => (verdictAt[index] = ordinal)));
    const isOneEach = verdictAt.every((ordinal, index) => ordinal === index);
    return { verdicts: written, verdictAt: isOneEach ? null : verdictAt };
  };
}

/** Verdicts come by path; within one path each finds its place, or the one it is equal to. */
function insert(entries: Entry[], verdict: Decision, place: number): void {
  let at = entries.length;
  let order = -1;
  while (at > 0 && (order = compareVerdicts((entries[at - 1] as Entry).verdict, verdict)) > 0) at -= 1;
  const same = at > 0 && order === 0 ? entries[at - 1] : undefined;
  if (same === undefined) entries.splice(at, 0, { verdict, places: [place] });
  else same.places.push(place);
}

/** How many leaves each verdict has of a record of this shape. Never throws. */
export function leavesIn({ verdicts, verdictAt }: KnownPattern, { counts }: Shape): readonly number[] {
  if (verdictAt === null) return counts;
  const leaves = new Array<number>(verdicts.length).fill(0);
  for (let index = 0; index < counts.length; index += 1) {
    const ordinal = verdictAt[index] as number;
    leaves[ordinal] = (leaves[ordinal] as number) + (counts[index] as number);
  }
  return leaves;
}
