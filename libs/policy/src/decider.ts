// Decides every leaf of a record for one recipient and purpose.
import { tokyoDay, type Catalogue, type Find, type JsonObject, type TextScanner } from '#wire';
import { PlannedDecision, type Decided } from './decided.js';
import { readFacts, type Facts } from './facts.js';
import { eachReference } from './judge.js';
import { createKnownColumns, tableOf, type KnownColumn, type Table } from './tables.js';
import { JUDGED_COUNT } from './judged-as.js';
import { plantPaths } from './leaf-kinds.js';
import { createMemo } from './memo.js';
import { createPatterns, leavesIn, type KnownPattern } from './patterns.js';
import { PreparedRecord, walkRecord, type Leaf, type WalkedRecord } from './prepare.js';
import { createShapes, type Shape } from './shapes.js';
import { searchText, type Searched } from './search-text.js';
import type { Law, Situation } from './situation.js';
import { standingOf } from './standing.js';

export interface Decider {
  /** Walks the record once; share the answer between the streams of one record. Throws `GW_TOO_DEEP`. */
  prepare(record: JsonObject): PreparedRecord;
  /**
   * Judges every leaf, at `situation.at`, by `law.judged`. The first test that fails gives the reason:
   *
   *  1. The leaf's item, by the catalogue; `charging`, `telematics` or a job id that is none of the record's: provenance.
   *  2. What is never accepted; a record that occurred before the first version's day.
   *  3. The purpose is present.
   *  4. The recipient stands.
   *  5. The kill switch; the dealer's acceptance of the policy.
   *  6. Erasure; cessation, but for orders and the publishing dealer's own record.
   *  7. The cell; what the policy does not list ends here, but for an order to an authority that names it.
   *  8. What the cell asks: consent, specific consent, entrustment, order.
   *  9. Every other version in force since the record occurred permits it too.
   * 10. No correction is pending; customer items belong to the vehicle's present ownership period.
   * 11. The stream asked for the item.
   * 12. Permitted text: each find by its own item's order from 2; not permitted is cut out, unsure is withheld.
   *
   * Throws only `GW_TOO_DEEP`; a search that throws withholds the text.
   */
  decide(record: JsonObject | PreparedRecord, situation: Situation, law: Law): Decided;
}

const NO_TEXTS: ReadonlyMap<Leaf, Searched> = new Map();
const NO_REFERENCES: readonly string[] = Object.freeze([]);
const MOST_RECENT = 4;

/** The ids relied on, from the facts of this very situation: equal verdicts may rest on different consents. */
function referencesIn(bits: number, facts: Facts): readonly string[] {
  if (bits === 0) return NO_REFERENCES;
  const ids: string[] = [];
  const add = (id: string) => {
    if (!ids.includes(id)) ids.push(id);
  };
  for (let judgedAs = 0; judgedAs < JUDGED_COUNT; judgedAs += 1) {
    if ((bits & (1 << judgedAs)) !== 0) eachReference(judgedAs, facts, add);
  }
  return ids.sort();
}

/** Bits of what leaves, whole or redacted. */
function permittedIn(walked: WalkedRecord, table: Table, searched: ReadonlyMap<Leaf, Searched>): number {
  const mayLeave = walked.judged & table.permitted;
  if (searched.size === 0) return mayLeave;
  let bits = 0;
  for (const leaf of walked.leaves) {
    if (searched.get(leaf)?.outcome !== 'withhold') bits |= 1 << leaf.kind.judgedAs;
  }
  return bits & mayLeave;
}

/** Bits of the items found inside texts that leave, and permitted there. */
function foundIn(searched: ReadonlyMap<Leaf, Searched>): number {
  let bits = 0;
  for (const { found } of searched.values()) bits |= found;
  return bits;
}

/**
 * A decider for one catalogue. `memoEntries` bounds the facts vectors remembered (0: none); with and without a memo
 * the decisions are the same. Findings in texts are never remembered beyond the prepared record.
 */
export function createDecider(options: {
  readonly catalogue: Catalogue;
  readonly scanner: TextScanner;
  readonly memoEntries?: number;
}): Decider {
  const { scanner, memoEntries = 2_048 } = options;
  const paths = plantPaths(options.catalogue);
  const shapes = createShapes(paths.kinds.length, memoEntries > 0);
  const writePattern = createPatterns(paths.kinds);
  const knownColumns = createKnownColumns(memoEntries);

  /** The judgements on a facts vector, remembered per column. */
  function tableIn(known: KnownColumn, facts: Facts): Table {
    const { recent } = known;
    for (const table of recent) if (table.vector === facts.vector && table.word === facts.word) return table;
    const table = olderTableIn(known, facts);
    if (memoEntries > 0 && recent.unshift(table) > MOST_RECENT) recent.pop();
    return table;
  }

  function olderTableIn({ tables }: KnownColumn, facts: Facts): Table {
    const words = tables.get(facts.vector) ?? createMemo<number | string, Table>(memoEntries);
    const known = words.get(facts.word);
    if (known !== undefined) return known;
    const table = tableOf(facts, memoEntries);
    words.set(facts.word, table);
    tables.set(facts.vector, words);
    return table;
  }

  function findsIn(walked: WalkedRecord, leaf: Leaf): readonly Find[] | 'unsure' {
    if (leaf.finds !== undefined) return leaf.finds;
    try {
      walked.scan ??= scanner(walked.record);
      const finds = walked.scan(String(leaf.value));
      leaf.finds = Array.isArray(finds) ? finds : 'unsure';
    } catch {
      leaf.finds = 'unsure';
    }
    return leaf.finds;
  }

  function searchTexts(walked: WalkedRecord, table: Table): ReadonlyMap<Leaf, Searched> {
    let searched: Map<Leaf, Searched> | undefined;
    for (const leaf of walked.texts) {
      if ((table.permitted & (1 << leaf.kind.judgedAs)) === 0) continue;
      const finds = findsIn(walked, leaf);
      if (finds.length === 0) continue;
      searched ??= new Map();
      searched.set(leaf, searchText(String(leaf.value), finds, table.judgements));
    }
    return searched ?? NO_TEXTS;
  }

  function patternOf(shape: Shape, table: Table): KnownPattern {
    const known = table.patterns.get(shape.id);
    if (known !== undefined) return known;
    const written = writePattern(shape, table);
    table.patterns.set(shape.id, written);
    return written;
  }

  function decide(record: JsonObject | PreparedRecord, situation: Situation, law: Law): Decided {
    // 1. the leaves and what each is judged as
    const isWalked = record instanceof PreparedRecord && record.walked.paths === paths;
    const walked = isWalked
      ? record.walked
      : walkRecord(record instanceof PreparedRecord ? record.record : record, paths, shapes);
    // 2. to 11. everything a leaf can be judged as, by the facts of record and situation
    const day = tokyoDay(situation.at);
    const standing = standingOf(situation, walked.dealerCode, day);
    const purpose = typeof situation.purpose === 'string' ? situation.purpose : '';
    const known = knownColumns(law, standing, purpose);
    const facts = readFacts(walked, situation, law, standing, known.column, day);
    const table = tableIn(known, facts);
    // 12. the texts of permitted leaves
    const searched = searchTexts(walked, table);

    const permitted = permittedIn(walked, table, searched);
    const references = referencesIn((permitted | foundIn(searched)) & table.relying, facts);
    const shape = searched.size === 0 ? walked.shape : shapes.searched(walked.shape, searched);
    const pattern = patternOf(shape, table);
    const plan = { walked, judgements: table.judgements, permitted, searched };
    return new PlannedDecision(plan, pattern.verdicts, leavesIn(pattern, shape), references, table.clauses);
  }

  return { prepare: (record) => new PreparedRecord(walkRecord(record, paths, shapes)), decide };
}
