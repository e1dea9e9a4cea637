// The cells of a policy document: item × role × purpose, each filled at most once.
import type { Item } from '#wire';
import { ROLES, type Cell, type Role } from './compiled-policy.js';
import { FAULTS, type NoteFault } from './faults.js';
import { GRANTS, OF_THE_PURPOSE, PURPOSE_WORDS } from './policy-words.js';
import { at, readClause, readEntries, readList, readWord, readWords } from './read-document.js';

/** A cell as the document fills it: for a group of items, and where it stands. */
export interface FilledCell {
  readonly group: string;
  readonly role: Role;
  readonly purpose: string;
  readonly cell: Cell;
  /** The grant's word. */
  readonly grant: string;
  readonly place: string;
}

/** What may never be granted, or to an authority by an order alone. */
function mayGrant(item: Item, grant: string, role: Role): boolean {
  if (item === 'prohibited') return false;
  return item !== 'unlisted' || (grant === 'with-legal-order' && role === 'authority');
}

/**
 * Reads the `cells` section, in its order. `groups` are the items by group name, `purposes` the clause of each purpose.
 * Faults are noted; a cell at fault is left out, so that it withholds. Never throws.
 */
export function compileCells(
  value: unknown,
  groups: ReadonlyMap<string, readonly Item[]>,
  purposes: ReadonlyMap<string, string>,
  note: NoteFault,
): readonly FilledCell[] {
  const cells = new Map<string, FilledCell>();
  readList(value, 'cells', note).forEach((block: unknown, index) => {
    const place = `cells[${index}]`;
    const entries = readEntries(block, place, note, ['recipient', 'items'], [...GRANTS.keys()]);
    const role = readWord(entries.get('recipient'), at(place, 'recipient'), note, ROLES) as Role | undefined;
    const group = readWord(entries.get('items'), at(place, 'items'), note, [...groups.keys()]);
    for (const [grant, { asks, reason, to }] of GRANTS) {
      if (!entries.has(grant)) continue;
      const here = at(place, grant);
      const parts = readEntries(entries.get(grant), here, note, ['purposes', 'clause']);
      const named = readWords(parts.get('purposes'), at(here, 'purposes'), note, PURPOSE_WORDS);
      const isOwn = grant === 'company-purpose' && parts.get('clause') === OF_THE_PURPOSE;
      const clause = isOwn ? '' : readClause(parts.get('clause'), at(here, 'clause'), note);
      if (role === undefined) continue;
      if (to?.includes(role) === false) note(here, FAULTS.notGrantedTo(role));
      if (group === undefined) continue;
      for (const item of groups.get(group) ?? []) {
        if (!mayGrant(item, grant, role)) note(here, FAULTS.notGrantedFor(item, role));
      }
      for (const purpose of named) {
        const key = `${group} ${role} ${purpose}`;
        if (cells.has(key)) note(here, FAULTS.filledTwice(group, role, purpose));
        const cell = Object.freeze({ asks, reason, clause: isOwn ? (purposes.get(purpose) ?? '') : clause });
        cells.set(key, { group, role, purpose, cell, grant, place: here });
      }
    }
  });
  return [...cells.values()];
}
