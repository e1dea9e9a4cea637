// What two versions tell people differently besides the cells: texts, clauses, guards, notice, contacts, dates, obligations.
import type { PolicyDocument } from '#policy';
import { entityName, fieldName } from './names.ts';
import type { Words } from './words.ts';

/** One thing a document names, by kind and name, with what it says of it by field. */
interface Told {
  readonly kind: string;
  readonly name: string;
  readonly fields: ReadonlyMap<string, string>;
}

const oneLine = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(oneLine).join(typeof value[0] === 'object' ? ' | ' : ', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${oneLine(each)}`)
    .join('; ');
};

/** Scalars and lists by their path; what is `null` is not said. */
function* fieldsOf(value: object, path = ''): Generator<[string, string]> {
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    if (typeof each === 'object' && each !== null && !Array.isArray(each)) yield* fieldsOf(each, `${path}${key}.`);
    else if (each !== null) yield [`${path}${key}`, oneLine(each)];
  }
}

/** Everything a document tells, in its order; `withReason`: with its days and why it was made. */
function toldBy(document: PolicyDocument, withReason: boolean): readonly Told[] {
  const { effectiveOn, announcedOn, revision, title, source, contacts, 'joint-use-notice': notice } = document;
  const told = (kind: string, name: string, value: object): Told => ({ kind, name, fields: new Map(fieldsOf(value)) });
  const each = (kind: string, entries: Readonly<Record<string, object>>) =>
    Object.entries(entries).map(([name, value]) => told(kind, name, value));
  const items = Object.entries(document.items).flatMap(([group, { text, ...members }]) => [
    told('group', group, { text }),
    ...Object.entries(members).map(([name, item]) => told('item', name, { group, ...item })),
  ]);
  return [
    told('version', '', { ...(withReason ? { effectiveOn, announcedOn, revision } : {}), title, source }),
    told('notice', '', notice),
    told('contacts', '', contacts),
    ...items,
    ...each('recipient', document.recipients),
    ...each('purpose', document.purposes),
    ...each('guard', document.guards),
    ...each('obligation', document.obligations),
    ...each('reading', document.readings ?? {}),
  ];
}

/** One sentence for everything told otherwise, in the order of the documents. A draft has no days to compare with a version's. */
export function toldChanges(before: PolicyDocument, after: PolicyDocument, words: Words): readonly string[] {
  const isAlike = (before.effectiveOn === null) === (after.effectiveOn === null);
  const keyed = (document: PolicyDocument) =>
    new Map(toldBy(document, isAlike).map((told) => [`${told.kind} ${told.name}`, told]));
  const [was, is] = [keyed(before), keyed(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, young] = [was.get(key), is.get(key)];
    if (old !== undefined && young !== undefined) return fieldChanges(old, young, before.policy, after.policy, words);
    const alone = (young ?? old) as Told;
    const id = young === undefined ? before.policy : after.policy;
    return [words.aloneIn(id, entityName(alone, words.language), alone.fields.get(`text.${words.language}`) ?? '')];
  });
}

/** A value as people say it: clauses, days and reasons have words of their own. */
function inWords(path: string, value: string, words: Words): string {
  if (/(?:^|\.)(?:clause|out-of-scope)$/.test(path)) return words.clause(value);
  if (path.endsWith('On') || path.endsWith('.since')) return words.day(value);
  return path === 'revision.reason' ? words.reason(value) : value;
}

function fieldChanges(old: Told, young: Told, before: string, after: string, words: Words): readonly string[] {
  const entity = entityName(young, words.language);
  return [...new Set([...old.fields.keys(), ...young.fields.keys()])].flatMap((path) => {
    const [was, is] = [old.fields.get(path) ?? null, young.fields.get(path) ?? null];
    if (was === is) return [];
    const said = (value: string | null) => (value === null ? null : inWords(path, value, words));
    const text = /\.(en|ja)$/.exec(path)?.[1] as 'en' | 'ja' | undefined;
    const field = fieldName(path.replace(/\.(?:en|ja)$/, ''), words.language);
    const what = { entity, field, text: text ?? null };
    return [words.fieldChange(what, { id: before, value: said(was) }, { id: after, value: said(is) })];
  });
}
