// What people read of the rules: texts in both languages, clauses the policy has, guards that can be asked.
import { isItem, isJsonObject } from '#wire';
import type { Rules } from './compile-rules.js';
import { FAULTS, type NoteFault } from './faults.js';
import { CLAUSES, isClause } from './policy-words.js';
import { at, readText } from './read-document.js';

/** Entries of what is an object, none of what is not: that was noted with the rules. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function checkText(value: unknown, place: string, note: NoteFault): void {
  if (!isJsonObject(value)) return;
  if (value.text === undefined) note(at(place, 'text'), FAULTS.missing());
  else readText(value.text, at(place, 'text'), note);
}

function checkItems(value: unknown, { groups }: Rules, note: NoteFault): void {
  for (const [group, members] of entriesOf(value)) {
    const place = at('items', group);
    checkText(members, place, note);
    for (const [item, named] of entriesOf(members)) if (item !== 'text') checkText(named, at(place, item), note);
    if (groups.get(group)?.length === 0 && !isItem(group)) note(place, FAULTS.namesNoItem());
  }
}

/** Every clause anywhere in the document is one of the policy's text. */
function checkClauses(value: unknown, place: string, note: NoteFault): void {
  if (Array.isArray(value)) value.forEach((each, index) => checkClauses(each, `${place}[${index}]`, note));
  for (const [key, each] of entriesOf(value)) {
    const isNamed = (key === 'clause' || key === 'out-of-scope') && isClause(each);
    const unknown = isNamed ? each.split('+').filter((clause) => !CLAUSES.has(clause)) : [];
    for (const clause of unknown) note(at(place, key), FAULTS.unknownClause(clause));
    checkClauses(each, at(place, key), note);
  }
}

/** Notes a text that is missing or empty in a language, a clause the policy does not have, a guard no cell leads to. Never throws. */
export function checkTexts(sections: ReadonlyMap<string, unknown>, rules: Rules, note: NoteFault): void {
  for (const section of ['title', 'source']) if (sections.has(section)) readText(sections.get(section), section, note);
  checkItems(sections.get('items'), rules, note);
  for (const section of ['recipients', 'purposes', 'guards']) {
    for (const [word, named] of entriesOf(sections.get(section))) checkText(named, at(section, word), note);
  }
  for (const [section, value] of sections) checkClauses(value, section, note);
  for (const guard of rules.guards.keys()) {
    if (rules.reachable?.has(guard) === false) note(at('guards', guard), FAULTS.unreachableGuard());
  }
}
