// From a parsed policy document to a policy the engine can ask.
import { isDay, isItem, type Catalogue, type Item } from '#wire';
import { compileCells } from './compile-cells.js';
import { ROLES, type Cell, type CompiledPolicy, type Role } from './compiled-policy.js';
import { ANY_OTHER, GUARD_WORDS, ITEM_WORDS, PURPOSE_WORDS } from './policy-words.js';
import { at, readClause, readEntries, readText, type NoteFault } from './read-document.js';

/** A policy document that cannot be compiled: every fault, one line each, in the order of the document's sections. */
export class PolicyFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'PolicyFault';
  }
}

const SECTIONS = [
  'policy',
  'effectiveOn',
  'title',
  'source',
  'items',
  'recipients',
  'purposes',
  'guards',
  'cells',
  'otherwise',
] as const;

const NOTHING: Cell = Object.freeze({ asks: 'withhold', reason: 'company_purpose', clause: '' });

function readIdentity(sections: ReadonlyMap<string, unknown>, note: NoteFault): { id: string; day: string | null } {
  const id = sections.get('policy');
  const day = sections.get('effectiveOn');
  if (typeof id !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id))
    note('policy', 'must be the id of the version');
  if (day !== null && !isDay(day)) note('effectiveOn', 'must be a day `YYYY-MM-DD`, or null for a draft');
  else if (isDay(day) && id !== day) note('policy', 'must be the effective day, as in `effectiveOn`');
  return { id: String(id), day: isDay(day) ? day : null };
}

/** Groups of items, each item of the wire in exactly one. */
function readItems(value: unknown, note: NoteFault): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, readonly Item[]>();
  const seen = new Set<string>();
  for (const [group, members] of readEntries(value, 'items', note, [], Object.keys(Object(value) as object))) {
    const place = at('items', group);
    if (isItem(group)) note(place, 'is an item; a group needs a name of its own');
    const items: Item[] = [];
    for (const [item, texts] of readEntries(members, place, note, [], ITEM_WORDS)) {
      readTexts(texts, at(place, item), note);
      if (seen.has(item)) note(at(place, item), 'stands in two groups');
      if (isItem(item) && !seen.has(item)) items.push(item);
      seen.add(item);
    }
    groups.set(group, items);
  }
  for (const item of ITEM_WORDS) if (!seen.has(item)) note(at('items', item), 'is missing');
  return groups;
}

function readTexts(
  value: unknown,
  place: string,
  note: NoteFault,
  more: readonly string[] = [],
): ReadonlyMap<string, string> {
  const entries = readEntries(value, place, note, ['clause', 'text', ...more]);
  if (entries.has('text')) readText(entries.get('text'), at(place, 'text'), note);
  return new Map(['clause', ...more].map((key) => [key, readClause(entries.get(key), at(place, key), note)]));
}

function readNamed(
  sections: ReadonlyMap<string, unknown>,
  section: string,
  words: readonly string[],
  note: NoteFault,
  more: readonly string[] = [],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const entries = readEntries(sections.get(section), section, note, words);
  return new Map([...entries].map(([word, value]) => [word, readTexts(value, at(section, word), note, more)]));
}

/**
 * Compiles a parsed policy document. `otherwise: withhold` must be written out; every item, recipient, purpose and
 * guard must be named with its clause; no cell may be filled twice, none may grant what is never accepted.
 * Throws {@link PolicyFault} listing every fault, one line each.
 */
export function compilePolicy(document: unknown, catalogue: Catalogue): CompiledPolicy {
  const faults: string[] = [];
  const note: NoteFault = (place, fault) =>
    faults.push(place === '' ? `the document ${fault}` : `\`${place}\` ${fault}`);
  const sections = readEntries(document, '', note, SECTIONS);
  const { id, day } = readIdentity(sections, note);
  for (const section of ['title', 'source']) if (sections.has(section)) readText(sections.get(section), section, note);
  const groups = readItems(sections.get('items'), note);
  const recipients = readNamed(sections, 'recipients', ROLES, note, ['out-of-scope']);
  const purposes = readNamed(sections, 'purposes', PURPOSE_WORDS, note);
  const guards = readNamed(sections, 'guards', GUARD_WORDS, note);
  const purposeClauses = new Map([...purposes].map(([word, texts]) => [word, texts.get('clause') ?? '']));
  const cells = compileCells(sections.get('cells'), groups, purposeClauses, note);
  if (sections.has('otherwise') && sections.get('otherwise') !== 'withhold') note('otherwise', 'must be `withhold`');
  for (const { item } of catalogue.values()) {
    if (item !== 'envelope' && ![...groups.values()].some((items) => items.includes(item))) {
      note('items', `must name \`${item}\`, which the catalogue uses`);
    }
  }
  if (faults.length > 0) throw new PolicyFault([...new Set(faults)]);

  const clauses = new Map([...guards].map(([word, texts]) => [word, texts.get('clause') ?? '']));
  const outOfScope = new Map([...recipients].map(([role, texts]) => [role, texts.get('out-of-scope') ?? '']));
  return Object.freeze({
    id,
    effectiveOn: day,
    cellOf(item: Item, role: Role, purpose: string): Cell {
      const column = purposeClauses.has(purpose) ? purpose : ANY_OTHER;
      return cells.get(`${item} ${role} ${column}`) ?? NOTHING;
    },
    clauseOf: (reason: string, role: Role | null): string =>
      (reason === 'not_in_scope' ? outOfScope.get(role ?? '') : clauses.get(reason)) ?? '3',
  });
}
