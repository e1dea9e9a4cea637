// Looks at one decision and its projection: what is in them that must not leave.
import type { Decided } from '#policy';
import type { Violation } from '#wire';
import { mayLeave, type Case } from './may-leave.js';
import type { Told, Witness } from './witness.js';

interface Tally {
  readonly permits: number;
  readonly redacts: number;
  readonly withholds: number;
}

type Found = Pick<Violation, 'item' | 'found'>;

const NOTHING: readonly never[] = [];
/** Projections compared before they are looked up: most are one of the last. */
const RECENT = 8;
const MOST_REMEMBERED = 1_000;

interface Seen {
  readonly json: string;
  readonly items: readonly Told[];
}

/** Work is remembered by pattern and by projection: looking at the same one again finds the same. */
export function createInspector() {
  const releases = new WeakMap<Decided['pattern'], readonly Told[]>();
  const seen = new WeakMap<Witness, { recent: Seen[]; all: Map<string, Seen> }>();

  function tally({ pattern, leaves }: Decided, witness: Witness): Tally {
    const counts = { permit: 0, redact: 0, withhold: 0 };
    pattern.forEach(({ outcome }, ordinal) => (counts[outcome] += leaves[ordinal] ?? 0));
    const { permit: permits, redact: redacts, withhold: withholds } = counts;
    const isWhole = pattern.length === leaves.length && permits + redacts + withholds === witness.leaves;
    if (!isWhole) throw new Error('a decision counts another number of leaves');
    return { permits, redacts, withholds };
  }

  /** What the verdicts let out. */
  function releasedIn({ pattern }: Decided, { itemAt }: Witness): readonly Told[] {
    const known = releases.get(pattern);
    if (known !== undefined) return known;
    const released = new Set<Told>();
    for (const { path, item, outcome } of pattern) {
      // Whatever the engine takes a path for, it is what the witness says; but unlisted may be what came from elsewhere.
      if (outcome !== 'withhold') released.add(item === 'unlisted' ? item : (itemAt.get(path) ?? 'unknown-path'));
    }
    const made = [...released];
    releases.set(pattern, made);
    return made;
  }

  /** Items of the tokens that stand in what was written. */
  function writtenIn(json: string, witness: Witness): readonly Told[] {
    let { recent, all } = seen.get(witness) ?? { recent: [], all: new Map<string, Seen>() };
    for (const each of recent) if (each.json === json) return each.items;
    if (all.size > MOST_REMEMBERED) all = new Map();
    let known = all.get(json);
    if (known === undefined) {
      const items = witness.tokens.filter(({ text }) => json.includes(text)).map(({ item }) => item);
      known = { json, items: [...new Set(items)] };
      all.set(json, known);
    }
    recent = [known, ...recent.slice(0, RECENT - 1)];
    seen.set(witness, { recent, all });
    return known.items;
  }

  return {
    tally,
    /** What left and must not have, each item once as decided and once as written. */
    violations(c: Case, witness: Witness, decided: Decided, json: string | null): readonly Found[] {
      const released = releasedIn(decided, witness);
      const written = json === null ? NOTHING : writtenIn(json, witness);
      if (released.length === 0 && written.length === 0) return NOTHING;
      const violations: Found[] = [];
      for (const item of released) if (!may(item, c)) violations.push({ item, found: 'decision' });
      for (const item of written) if (!may(item, c)) violations.push({ item, found: 'projection' });
      return violations;
    },
  };
}

function may(item: Told, c: Case): boolean {
  if (item === 'envelope') return false;
  // When a job was closed goes with work done and with what was recorded of it.
  if (item === 'occurred-at') return mayLeave('work', c) || mayLeave('activity', c);
  return mayLeave(item, c);
}
