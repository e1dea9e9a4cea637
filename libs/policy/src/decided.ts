// What a decision gives: a verdict per distinct leaf kind, what it relied on, and what a projection needs.
import { childPath, elementPath, type JsonObject, type Pattern } from '#wire';
import type { Judgement } from './judge.js';
import { UNKNOWN_PATH } from './leaf-kinds.js';
import type { Holder, Leaf, WalkedRecord } from './prepare.js';
import type { Searched } from './search-text.js';
import { createTally, rulingOf, type TextClauses, type Verdict } from './verdicts.js';

export interface Decided {
  /** Paths as in the record, one per distinct (path, outcome, item, reason), in the order of the wire. For `evaluate` and `preview` alone: unknown keys stand here. Computed when read. */
  readonly verdicts: readonly Verdict[];
  /** The same without counts, unmapped paths written `?`, merged. The same frozen object whenever the memo knows it. */
  readonly pattern: Pattern['verdicts'];
  /** How many leaves each verdict of the pattern has. */
  readonly leaves: readonly number[];
  /** Ids of the consents, entrustments and orders the permitted leaves rest on; sorted, each once. */
  readonly references: readonly string[];
  /** True where at least one leaf may leave, whole or redacted. */
  readonly permitsAny: boolean;
  /** The record this was decided for. */
  readonly record: JsonObject;
}

/** What `project` reads of a decision; nobody else needs it. */
export interface Plan {
  readonly walked: WalkedRecord;
  readonly judgements: readonly Judgement[];
  /** Bits of what leaves, whole or redacted. */
  readonly permitted: number;
  /** What became of the permitted texts that did not leave whole, or not only. */
  readonly searched: ReadonlyMap<Leaf, Searched>;
}

/** The path of a leaf as its record writes it, odd and unknown keys included. */
export function pathOf(leaf: Leaf): string {
  if (leaf.kind.path !== UNKNOWN_PATH) return leaf.kind.path;
  const chain: Holder[] = [];
  for (let holder: Holder | null = leaf.holder; holder !== null; holder = holder.parent) chain.push(holder);
  let path = '';
  let parent: Holder | null = null;
  for (const holder of chain.reverse()) {
    if (parent !== null) path = parent.isArray ? elementPath(path) : childPath(path, holder.key);
    parent = holder;
  }
  return leaf.holder.isArray ? elementPath(path) : childPath(path, leaf.key);
}

/** A decision whose verdicts by path are listed when somebody reads them. */
export class PlannedDecision implements Decided {
  #verdicts: readonly Verdict[] | undefined;

  constructor(
    readonly plan: Plan,
    readonly pattern: Pattern['verdicts'],
    readonly leaves: readonly number[],
    readonly references: readonly string[],
    private readonly clauses: TextClauses,
  ) {}

  get permitsAny(): boolean {
    return this.plan.permitted !== 0;
  }

  get record(): JsonObject {
    return this.plan.walked.record;
  }

  get verdicts(): readonly Verdict[] {
    this.#verdicts ??= this.list();
    return this.#verdicts;
  }

  private list(): readonly Verdict[] {
    const { walked, judgements, searched } = this.plan;
    const tally = createTally();
    for (const leaf of walked.leaves) {
      const judgement = judgements[leaf.kind.judgedAs];
      if (judgement === undefined) throw new Error('a leaf without judgement');
      tally.add(pathOf(leaf), rulingOf(judgement, searched.get(leaf)?.outcome ?? 'permit', this.clauses), 1);
    }
    return tally.list();
  }
}
