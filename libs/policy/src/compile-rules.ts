// The part of a policy document decisions rest on: which version it is, and its items, recipients, purposes, guards and cells.
import { isDay, isItem, type Catalogue, type Item } from '#wire';
import { compileCells, type FilledCell } from './compile-cells.js';
import { ROLES, type Cell, type Role } from './compiled-policy.js';
import { FAULTS, type NoteFault } from './faults.js';
import { itemsWithText, reachableGuards } from './guards-asked.js';
import { GUARD_WORDS, ITEM_WORDS, PURPOSE_WORDS } from './policy-words.js';
import { at, readClause, readEntries, readMapping } from './read-document.js';

/** The sections of the rules. */
export const RULE_SECTIONS: readonly string[] = [
  'policy',
  'effectiveOn',
  'items',
  'recipients',
  'purposes',
  'guards',
  'cells',
  'otherwise',
];

/** The rules, each by its word in the document. */
export interface Rules {
  readonly id: string;
  /** `null`: a draft. */
  readonly effectiveOn: string | null;
  readonly groups: ReadonlyMap<string, readonly Item[]>;
  /** By role: the clause that refuses what no cell grants. */
  readonly outOfScope: ReadonlyMap<string, string>;
  readonly purposes: ReadonlyMap<string, string>;
  readonly guards: ReadonlyMap<string, string>;
  /** In the order of the document. */
  readonly filled: readonly FilledCell[];
  /** What the document grants, where it grants something; `purpose` is one of the document's words. */
  readonly cellAt: (item: Item, role: Role, purpose: string) => Cell | undefined;
  /** Guards some leaf can meet; `null` where the cells are at fault and nobody can tell. */
  readonly reachable: ReadonlySet<string> | null;
}

function readId(id: unknown, effectiveOn: unknown, note: NoteFault): string {
  if (typeof id !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id)) note('policy', FAULTS.notAnId());
  else if (isDay(effectiveOn) && id !== effectiveOn) note('policy', FAULTS.idIsNotTheDay());
  return String(id);
}

/** Groups of items, each item of the wire in exactly one; a group's own `text` is no item. */
function readItems(value: unknown, note: NoteFault): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, readonly Item[]>();
  const seen = new Set<string>();
  for (const [group, members] of readMapping(value, 'items', note) ?? []) {
    const place = at('items', group);
    if (isItem(group)) note(place, FAULTS.itemAsGroup());
    const items: Item[] = [];
    for (const [item, named] of readEntries(members, place, note, [], ['text', ...ITEM_WORDS])) {
      if (item === 'text') continue;
      readClauses(named, at(place, item), note);
      if (seen.has(item)) note(at(place, item), FAULTS.inTwoGroups());
      if (isItem(item) && !seen.has(item)) items.push(item);
      seen.add(item);
    }
    groups.set(group, items);
  }
  for (const item of ITEM_WORDS) if (!seen.has(item)) note(at('items', item), FAULTS.missing());
  return groups;
}

/** The clause of something named, or the one under `key`. The texts are for people: they are read elsewhere. */
function readClauses(value: unknown, place: string, note: NoteFault, key = 'clause'): string {
  const keys = [...new Set(['clause', key])];
  const entries = readEntries(value, place, note, keys, ['text']);
  const clauses = keys.map((each) => readClause(entries.get(each), at(place, each), note));
  return clauses.at(-1) ?? '';
}

/** Clauses by word; `needed` must stand there, `known` may. */
function readNamed(
  value: unknown,
  section: string,
  note: NoteFault,
  needed: readonly string[],
  known: readonly string[] = needed,
  key?: string,
): ReadonlyMap<string, string> {
  const entries = value === undefined ? [] : readEntries(value, section, note, needed, known);
  return new Map([...entries].map(([word, named]) => [word, readClauses(named, at(section, word), note, key)]));
}

/**
 * Reads the rules of a document. Faults are noted, and what is at fault grants nothing. Never throws.
 * What is missing of the sections themselves is for the caller to note.
 */
export function compileRules(sections: ReadonlyMap<string, unknown>, catalogue: Catalogue, note: NoteFault): Rules {
  const effectiveOn = sections.get('effectiveOn');
  const id = readId(sections.get('policy'), effectiveOn, note);
  if (effectiveOn !== null && !isDay(effectiveOn)) note('effectiveOn', FAULTS.notADayNorDraft());
  const groups = sections.has('items') ? readItems(sections.get('items'), note) : new Map<string, readonly Item[]>();
  const outOfScope = readNamed(sections.get('recipients'), 'recipients', note, ROLES, ROLES, 'out-of-scope');
  const purposes = readNamed(sections.get('purposes'), 'purposes', note, PURPOSE_WORDS);
  let areCellsWhole = sections.has('cells');
  const filled = compileCells(sections.get('cells'), groups, purposes, (place, fault) => {
    areCellsWhole = false;
    note(place, fault);
  });
  const cells = new Map<string, Cell>();
  for (const { group, role, purpose, cell } of filled) {
    for (const item of groups.get(group) ?? []) cells.set(`${item} ${role} ${purpose}`, cell);
  }
  const cellAt: Rules['cellAt'] = (item, role, purpose) => cells.get(`${item} ${role} ${purpose}`);
  const reachable = areCellsWhole
    ? reachableGuards((...cell) => cellAt(...cell)?.asks ?? 'withhold', PURPOSE_WORDS, itemsWithText(catalogue))
    : null;
  const needed = GUARD_WORDS.filter((guard) => reachable?.has(guard));
  const guards = readNamed(sections.get('guards'), 'guards', note, needed, GUARD_WORDS);
  if (sections.has('otherwise') && sections.get('otherwise') !== 'withhold') note('otherwise', FAULTS.otherDefault());
  return {
    id,
    effectiveOn: isDay(effectiveOn) ? effectiveOn : null,
    ...{ groups, outOfScope, purposes, guards, filled, cellAt, reachable },
  };
}
