// The cells of a policy document: item × role × purpose, each filled at most once.
import type { Item } from '#wire';
import { ROLES, type Cell, type Role } from './compiled-policy.js';
import { GRANTS, OF_THE_PURPOSE } from './policy-words.js';
import { at, readClause, readEntries, readWord, readWords, type NoteFault } from './read-document.js';

/** Keyed `item role purpose`. */
export type Cells = ReadonlyMap<string, Cell>;

/** What may never be granted, or to an authority by an order alone. */
function mayGrant(item: Item, grant: string, role: Role): boolean {
  if (item === 'prohibited') return false;
  return item !== 'unlisted' || (grant === 'with-legal-order' && role === 'authority');
}

/**
 * Reads the `cells` section. `groups` are the items by group name, `purposes` the clause of each purpose.
 * Faults are noted; a cell at fault is left out, so that it withholds. Never throws.
 */
export function compileCells(
  value: unknown,
  groups: ReadonlyMap<string, readonly Item[]>,
  purposes: ReadonlyMap<string, string>,
  note: NoteFault,
): Cells {
  const cells = new Map<string, Cell>();
  if (!Array.isArray(value)) {
    if (value !== undefined) note('cells', 'must be a list');
    return cells;
  }
  value.forEach((block: unknown, index) => {
    const place = `cells[${index}]`;
    const entries = readEntries(block, place, note, ['recipient', 'items'], [...GRANTS.keys()]);
    const role = readWord(entries.get('recipient'), at(place, 'recipient'), note, ROLES) as Role | undefined;
    const group = readWord(entries.get('items'), at(place, 'items'), note, [...groups.keys()]);
    for (const [word, { asks, reason, to }] of GRANTS) {
      if (!entries.has(word)) continue;
      const here = at(place, word);
      const parts = readEntries(entries.get(word), here, note, ['purposes', 'clause']);
      const named = readWords(parts.get('purposes'), at(here, 'purposes'), note, [...purposes.keys()]);
      const isOwn = word === 'company-purpose' && parts.get('clause') === OF_THE_PURPOSE;
      const clause = isOwn ? '' : readClause(parts.get('clause'), at(here, 'clause'), note);
      if (role === undefined) continue;
      if (to?.includes(role) === false) note(here, `may not be granted to \`${role}\``);
      for (const item of groups.get(group ?? '') ?? []) {
        if (!mayGrant(item, word, role)) note(here, `may not be granted for \`${item}\` to \`${role}\``);
        for (const purpose of named) {
          const key = `${item} ${role} ${purpose}`;
          if (cells.has(key)) note(here, `fills \`${item}\` × \`${role}\` × \`${purpose}\` a second time`);
          cells.set(key, Object.freeze({ asks, reason, clause: isOwn ? (purposes.get(purpose) ?? '') : clause }));
        }
      }
    }
  });
  return cells;
}
