// What is remembered of judgements: per column of the law, per facts vector, per shape of record. The memo.
import { columnOf, type Column } from './column.js';
import type { CompiledPolicy } from './compiled-policy.js';
import type { Facts } from './facts.js';
import { eachReference, judgeAll } from './judge.js';
import { createMemo, type Memo } from './memo.js';
import type { Judged, KnownPattern } from './patterns.js';
import type { Law } from './situation.js';
import type { Standing } from './standing.js';

/** A facts vector's judgements, and the patterns known of them by shape. */
export interface Table extends Judged {
  readonly vector: Facts['vector'];
  readonly word: Facts['word'];
  /** Bits of what is permitted. */
  readonly permitted: number;
  /** Bits of what is permitted and rests on a consent, entrustment or order. */
  readonly relying: number;
  /** By the id of the shape. */
  readonly patterns: Memo<number, KnownPattern>;
}

/** A column with the tables known of it, by facts vector and by the word of its assessments. */
export interface KnownColumn {
  readonly column: Column;
  readonly tables: Memo<number, Memo<number | string, Table>>;
  /** The tables asked for last, of which most records have one. */
  readonly recent: Table[];
}

const PATTERNS_PER_TABLE = 1_024;
const PURPOSES_PER_ROLE = 64;

/** Judges everything a leaf can be judged as. Never throws. */
export function tableOf(facts: Facts, memoEntries: number): Table {
  const judgements = judgeAll(facts);
  let permitted = 0;
  let relying = 0;
  judgements.forEach(({ outcome }, judgedAs) => {
    if (outcome !== 'permit') return;
    permitted |= 1 << judgedAs;
    eachReference(judgedAs, facts, () => (relying |= 1 << judgedAs));
  });
  const { policy, role } = facts.column;
  const clauses = {
    redact: policy.clauseOf('embedded_personal_data', role),
    withhold: policy.clauseOf('text_unsure', role),
  };
  const patterns = createMemo<number, KnownPattern>(Math.min(memoEntries, PATTERNS_PER_TABLE));
  const { vector, word } = facts;
  return { vector, word, judgements, clauses, permitted, relying, verdicts: new Map(), patterns };
}

/** The versions of a law read one after another: the same versions in the same order come to the same place. */
interface Place {
  readonly next: WeakMap<CompiledPolicy, Place>;
  readonly roles: Map<string, Memo<string, KnownColumn>>;
}

const newPlace = (): Place => ({ next: new WeakMap(), roles: new Map() });

function placeAfter(place: Place, policy: CompiledPolicy): Place {
  let next = place.next.get(policy);
  if (next === undefined) {
    next = newPlace();
    place.next.set(policy, next);
  }
  return next;
}

/** True for the same versions in the same order. */
function isSameLaw(law: Law, judged: CompiledPolicy, alsoInForce: readonly CompiledPolicy[]): boolean {
  if (law.judged !== judged || law.alsoInForce.length !== alsoInForce.length) return false;
  for (let at = 0; at < alsoInForce.length; at += 1) if (law.alsoInForce[at] !== alsoInForce[at]) return false;
  return true;
}

/** Remembers columns by the versions of the law, the role (or why there is none) and the purpose. */
export function createKnownColumns(
  memoEntries: number,
): (law: Law, standing: Standing, purpose: string) => KnownColumn {
  const root = newPlace();
  /** Most records are judged by the law of the one before. A copy: the list asked with is its owner's to change. */
  let latest: { place: Place; judged: CompiledPolicy; alsoInForce: readonly CompiledPolicy[] } | undefined;

  function placeOf(law: Law): Place {
    if (latest !== undefined && isSameLaw(law, latest.judged, latest.alsoInForce)) return latest.place;
    let place = placeAfter(root, law.judged);
    for (const policy of law.alsoInForce) place = placeAfter(place, policy);
    latest = { place, judged: law.judged, alsoInForce: [...law.alsoInForce] };
    return place;
  }

  return (law, { role, failure }, purpose) => {
    const place = placeOf(law);
    const name = role ?? failure ?? '';
    let purposes = place.roles.get(name);
    if (purposes === undefined) {
      purposes = createMemo(Math.min(memoEntries, PURPOSES_PER_ROLE));
      place.roles.set(name, purposes);
    }
    let known = purposes.get(purpose);
    if (known === undefined) {
      known = { column: columnOf(law, role, purpose), tables: createMemo(memoEntries), recent: [] };
      purposes.set(purpose, known);
    }
    return known;
  };
}
