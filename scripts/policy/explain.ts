// One item, recipient and purpose, in plain sentences: what the document grants, what must stand, what else is asked.
import {
  ANY_OTHER_PURPOSE,
  chooses,
  grantOf,
  guardsAsked,
  itemsWithText,
  ROLES,
  rolesOf,
  type Choice,
  type Role,
} from '#policy';
import { CATALOGUE, isItem, ITEMS, recipientKindOf, type Item, type RecipientKind } from '#wire';
import type { ReadPolicy } from './read-policy.ts';
import type { Words } from './words.ts';

/** A question the document cannot answer; its message says what it could. */
export class UnknownQuestion extends Error {}

export interface Question {
  readonly item: string;
  /** An id or a role. */
  readonly recipient: string;
  readonly purpose: string;
}

/** One part a recipient plays: its role, and the kinds its id leaves open. */
interface Part {
  readonly role: Role;
  readonly kinds?: readonly RecipientKind[];
}

function partsOf(recipient: string): readonly Part[] {
  const role = ROLES.find((each) => each === recipient);
  if (role !== undefined) return [{ role }];
  return rolesOf(recipient).map((each) => ({ role: each, kinds: [recipientKindOf(recipient)] }));
}

const bullets = (heading: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  - ${line}`)];

/** The sentences, line by line. Throws {@link UnknownQuestion} for what is no item. */
export function explain(version: ReadPolicy, { item, recipient, purpose }: Question, words: Words): readonly string[] {
  const { policy, document } = version;
  if (!isItem(item)) throw new UnknownQuestion(`\`${item}\` is no item; items are ${ITEMS.join(', ')}`);
  const { language, explain: say } = words;
  const named = Object.hasOwn(document.purposes, purpose) ? purpose : ANY_OTHER_PURPOSE;
  const of = document.purposes[named];
  const parts = partsOf(recipient);
  const about = [
    [say.item, Object.values(document.items).flatMap((members) => members[item] ?? [])[0]],
    ...parts.map(({ role }) => [say.recipient, document.recipients[role]] as const),
    [say.purpose, of],
  ] as const;
  const lines = [
    say.heading(policy.id, item, recipient, purpose),
    '',
    ...about.map(([label, it]) => say.about(label, it?.text[language] ?? '', it?.clause ?? '')),
    ...(named === purpose ? [] : [say.unknownPurpose(purpose)]),
  ];
  if (parts.length === 0) {
    const clause = policy.clauseOf('recipient_unknown', null);
    return [...lines, '', say.unknownRecipient(recipient, clause, ROLES)];
  }
  for (const part of parts) {
    const isOwn = part.role === 'publishing-dealer';
    const which = parts.length === 1 ? [] : ['', say.heads(isOwn ? say.ownRecords : say.othersRecords)];
    lines.push(...which, '', ...explainPart(version, item, part, named, words));
  }
  return lines;
}

function explainPart(
  { policy, document }: ReadPolicy,
  item: Item,
  { role, kinds }: Part,
  purpose: string,
  { language, explain: say }: Words,
): readonly string[] {
  const cell = policy.cellOf(item, role, purpose);
  const grant = grantOf(cell);
  const mayLeave = grant !== null && grant !== 'statistics-only';
  const group = Object.keys(document.items).find((each) => document.items[each]?.[item] !== undefined) ?? '';
  const isChosen = (choices: readonly Choice[] = []) =>
    choices.some((choice) => chooses(choice, { role, group, item, purpose, grant }));

  const guards = mayLeave ? guardsAsked({ item, role, asks: cell.asks, kinds }, itemsWithText(CATALOGUE)) : [];
  const told = Object.entries(document.readings ?? {});
  const ofCell = told.filter(([, { cells }]) => isChosen(cells));
  const ofGuards = told.filter(([, { guards: settled = [] }]) => guards.some((guard) => settled.includes(guard)));
  const readings = [...new Map([...ofCell, ...ofGuards])];
  const obligations = mayLeave
    ? Object.values(document.obligations).filter((obligation) => isChosen(obligation['goes-with']))
    : [];
  const verdict =
    item === 'prohibited'
      ? say.prohibited(policy.clauseOf('prohibited', role))
      : item === 'unlisted' && grant === null
        ? say.unlisted(policy.clauseOf('unlisted', role))
        : say.cell(grant, grant === null ? policy.clauseOf('not_in_scope', role) : cell.clause);
  return [
    verdict,
    ...bullets(
      say.heads(guards.includes('embedded_personal_data') ? say.guardsOfText : say.guards),
      guards.map((guard) =>
        say.point(document.guards[guard]?.text[language] ?? '', policy.clauseOf(guard, role), guard),
      ),
    ),
    ...bullets(
      say.heads(say.readings),
      readings.map(([name, { text, clause, contested }]) =>
        say.point(text[language], clause, contested ? say.contested(name) : name),
      ),
    ),
    ...bullets(
      say.heads(say.obligations),
      obligations.map(({ binds, text, clause }) =>
        say.obligation(
          binds.map((each) => document.recipients[each].text[language]),
          text[language],
          clause,
        ),
      ),
    ),
  ];
}
