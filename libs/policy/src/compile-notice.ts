// The notice of joint use: the facts the law asks for, and that no cell grants joint use beyond them.
import { ROLES } from './compiled-policy.js';
import type { Rules } from './compile-rules.js';
import { FAULTS, type NoteFault } from './faults.js';
import { PURPOSE_WORDS } from './policy-words.js';
import { at, readClause, readEntries, readList, readText, readWord, readWords } from './read-document.js';

const PLACE = 'joint-use-notice';
const PARTY_FACTS = ['name', 'address', 'representative'];

/** Pairs of a group of items and a purpose, as `group purpose`. */
function checkUses(value: unknown, { groups }: Rules, note: NoteFault): ReadonlySet<string> {
  const place = at(PLACE, 'uses');
  const uses = readList(value, place, note).flatMap((use, index) => {
    const here = `${place}[${index}]`;
    const entries = readEntries(use, here, note, ['clause', 'items', 'purposes']);
    readClause(entries.get('clause'), at(here, 'clause'), note);
    const group = readWord(entries.get('items'), at(here, 'items'), note, [...groups.keys()]);
    const named = readWords(entries.get('purposes'), at(here, 'purposes'), note, PURPOSE_WORDS);
    return named.map((purpose) => `${group} ${purpose}`);
  });
  return new Set(uses);
}

function checkUsers(value: unknown, note: NoteFault): readonly string[] {
  const place = at(PLACE, 'users');
  const entries = readEntries(value, place, note, ['clause', 'recipients', 'text']);
  readClause(entries.get('clause'), at(place, 'clause'), note);
  if (entries.has('text')) readText(entries.get('text'), at(place, 'text'), note);
  return readWords(entries.get('recipients'), at(place, 'recipients'), note, ROLES);
}

function checkParty(value: unknown, note: NoteFault): void {
  const place = at(PLACE, 'responsible-party');
  const entries = readEntries(value, place, note, ['clause', ...PARTY_FACTS]);
  readClause(entries.get('clause'), at(place, 'clause'), note);
  for (const fact of PARTY_FACTS) if (entries.has(fact)) readText(entries.get(fact), at(place, fact), note);
}

/**
 * Notes every fact of the notice that is missing or empty: that there is joint use, its items, the range of users, their
 * purposes, and the responsible party's name, address and representative; then every cell that grants joint use the
 * notice does not make known. Never throws.
 * @clause 4; APPI 27(5)(iii)
 */
export function checkNotice(value: unknown, rules: Rules, note: NoteFault): void {
  if (value === undefined) return;
  let isWhole = true;
  const noteHere: NoteFault = (place, fault) => {
    isWhole = false;
    note(place, fault);
  };
  const entries = readEntries(value, PLACE, noteHere, ['clause', 'statement', 'uses', 'users', 'responsible-party']);
  readClause(entries.get('clause'), at(PLACE, 'clause'), noteHere);
  if (entries.has('statement')) readText(entries.get('statement'), at(PLACE, 'statement'), noteHere);
  const uses = checkUses(entries.get('uses'), rules, noteHere);
  const users = entries.has('users') ? checkUsers(entries.get('users'), noteHere) : [];
  if (entries.has('responsible-party')) checkParty(entries.get('responsible-party'), noteHere);
  if (!isWhole || rules.reachable === null) return;
  for (const { grant, group, role, purpose, place } of rules.filled) {
    const isMadeKnown = users.includes(role) && uses.has(`${group} ${purpose}`);
    if (grant === 'joint-use' && !isMadeKnown) note(place, FAULTS.notMadeKnown(group, role, purpose));
  }
}
