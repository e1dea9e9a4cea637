// What two versions grant differently: one sentence for each recipient, purpose and group of items.
import { ANY_OTHER_PURPOSE, grantOf, ROLES, type PolicyDocument, type Role } from '#policy';
import { ITEMS, PURPOSES, type Item } from '#wire';
import type { ReadPolicy } from './read-policy.ts';
import type { Granted, Words } from './words.ts';

/** The names of a set of items: the group's, where it is a whole group of the document. */
function namesOf(items: readonly Item[], document: PolicyDocument, { language }: Words): readonly string[] {
  const groups = Object.values(document.items).map(({ text, ...members }) => ({ text, members }));
  const whole = groups.find(({ members }) => Object.keys(members).sort().join() === [...items].sort().join());
  if (whole !== undefined) return [whole.text[language]];
  return items.flatMap((item) => groups.flatMap(({ members }) => members[item]?.text[language] ?? []));
}

/** Everything that is granted otherwise, in the order of the document's recipients and purposes. */
export function cellChanges(before: ReadPolicy, after: ReadPolicy, words: Words): readonly string[] {
  const grantedBy = ({ policy }: ReadPolicy, item: Item, role: Role, purpose: string): Granted => {
    const cell = policy.cellOf(item, role, purpose);
    const grant = grantOf(cell);
    return { id: policy.id, grant, clause: grant === null ? policy.clauseOf('not_in_scope', role) : cell.clause };
  };
  const { recipients, purposes } = after.document;
  return ROLES.flatMap((role) =>
    [...PURPOSES, ANY_OTHER_PURPOSE].flatMap((purpose) => {
      const byChange = new Map<string, { items: Item[]; was: Granted; is: Granted }>();
      for (const item of ITEMS) {
        const [was, is] = [grantedBy(before, item, role, purpose), grantedBy(after, item, role, purpose)];
        // What refuses an empty cell is the recipient's own clause, and told of the recipient.
        if (was.grant === is.grant && (was.grant === null || was.clause === is.clause)) continue;
        const key = JSON.stringify([was, is]);
        const change = byChange.get(key) ?? { items: [], was, is };
        change.items.push(item);
        byChange.set(key, change);
      }
      return [...byChange.values()].map(({ items, was, is }) => {
        const [recipient, of] = [recipients[role].text[words.language], purposes[purpose]?.text[words.language] ?? ''];
        const cell = { items: namesOf(items, after.document, words), recipient, purpose: of, purposeId: purpose };
        return words.cellChange(cell, was, is);
      });
    }),
  );
}
