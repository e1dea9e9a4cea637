// Cells chosen by recipients, items, purposes and grants: what obligations go with and readings settle.
import type { Item } from '#wire';
import { ROLES, type Role } from './compiled-policy.js';
import type { Rules } from './compile-rules.js';
import { FAULTS, type NoteFault } from './faults.js';
import { GRANTS, ITEM_WORDS, PURPOSE_WORDS } from './policy-words.js';
import { at, readEntries, readList, readWords } from './read-document.js';

/** What a cell is chosen by; what is left out is any. `items` are groups or single items, `grants` words of {@link GRANTS}. */
export interface Choice {
  readonly recipients?: readonly string[];
  readonly items?: readonly string[];
  readonly purposes?: readonly string[];
  readonly grants?: readonly string[];
}

/** A cell as it is chosen; `grant: null` where it grants nothing. */
export interface Choosable {
  readonly role: Role;
  readonly group: string;
  readonly item: Item;
  readonly purpose: string;
  readonly grant: string | null;
}

/** True where the choice takes the cell in. Never throws. */
export function chooses({ recipients, items, purposes, grants }: Choice, cell: Choosable): boolean {
  const takes = (chosen: readonly string[] | undefined, ...words: readonly (string | null)[]) =>
    chosen === undefined || words.some((word) => word !== null && chosen.includes(word));
  return (
    takes(recipients, cell.role) &&
    takes(items, cell.group, cell.item) &&
    takes(purposes, cell.purpose) &&
    takes(grants, cell.grant)
  );
}

/** Every cell of the rules, filled or not. */
function everyCell({ groups, filled }: Rules): readonly Choosable[] {
  const grants = new Map(filled.map(({ group, role, purpose, grant }) => [`${group} ${role} ${purpose}`, grant]));
  const items = [...groups].flatMap(([group, members]) => members.map((item) => ({ group, item })));
  return items.flatMap(({ group, item }) =>
    ROLES.flatMap((role) =>
      PURPOSE_WORDS.map((purpose) => {
        const grant = grants.get(`${group} ${role} ${purpose}`) ?? null;
        return { role, group, item, purpose, grant };
      }),
    ),
  );
}

/** Reads a list of choices, each of which must take in a cell `of` says counts. Faults are noted. Never throws. */
export function checkChoices(
  value: unknown,
  place: string,
  rules: Rules,
  note: NoteFault,
  { counts, fault }: { readonly counts: (cell: Choosable) => boolean; readonly fault: string },
): void {
  const cells = everyCell(rules).filter(counts);
  const known = {
    recipients: ROLES as readonly string[],
    items: [...rules.groups.keys(), ...ITEM_WORDS],
    purposes: PURPOSE_WORDS,
    grants: [...GRANTS.keys()],
  };
  readList(value, place, note).forEach((each, index) => {
    const here = `${place}[${index}]`;
    let isWhole = true;
    const noteHere: NoteFault = (...fault) => {
      isWhole = false;
      note(...fault);
    };
    const entries = readEntries(each, here, noteHere, [], Object.keys(known));
    const choice = Object.fromEntries(
      Object.entries(known)
        .filter(([by]) => entries.has(by))
        .map(([by, words]) => [by, readWords(entries.get(by), at(here, by), noteHere, words)]),
    );
    if (isWhole && entries.size === 0) note(here, FAULTS.empty());
    else if (isWhole && rules.reachable !== null && !cells.some((cell) => chooses(choice, cell))) note(here, fault);
  });
}
