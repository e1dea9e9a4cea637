// From a parsed policy document to a policy the engine can ask.
import type { Catalogue, Item } from '#wire';
import { checkContacts } from './compile-contacts.js';
import { checkNotice } from './compile-notice.js';
import { checkObligations, checkReadings } from './compile-obligations.js';
import { compileRules, RULE_SECTIONS, type Rules } from './compile-rules.js';
import { checkTexts } from './compile-texts.js';
import { checkVersion } from './compile-version.js';
import type { Cell, CompiledPolicy, Role } from './compiled-policy.js';
import type { NoteFault } from './faults.js';
import { ANY_OTHER } from './policy-words.js';
import { readEntries } from './read-document.js';

/** A policy document that cannot be compiled: every fault, one line each; those of the rules first. */
export class PolicyFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'PolicyFault';
  }
}

/** What people are told besides the rules; `readings` alone may be left out. */
const TOLD_SECTIONS: readonly string[] = [
  'announcedOn',
  'revision',
  'title',
  'source',
  'joint-use-notice',
  'contacts',
  'obligations',
];
const READINGS = 'readings';

const NOTHING: Cell = Object.freeze({ asks: 'withhold', reason: 'company_purpose', clause: '' });

function policyOf({ id, effectiveOn, cellAt, purposes, guards, outOfScope }: Rules): CompiledPolicy {
  return Object.freeze({
    id,
    effectiveOn,
    cellOf: (item: Item, role: Role, purpose: string): Cell =>
      cellAt(item, role, purposes.has(purpose) ? purpose : ANY_OTHER) ?? NOTHING,
    clauseOf: (reason: string, role: Role | null): string =>
      (reason === 'not_in_scope' ? outOfScope.get(role ?? '') : guards.get(reason)) ?? '3',
  });
}

function compile(
  document: unknown,
  catalogue: Catalogue,
  check: (sections: ReadonlyMap<string, unknown>, rules: Rules, note: NoteFault) => void,
  needed: readonly string[],
  optional: readonly string[],
): CompiledPolicy {
  const faults: string[] = [];
  const note: NoteFault = (place, fault) =>
    faults.push(place === '' ? `the document ${fault}` : `\`${place}\` ${fault}`);
  const sections = readEntries(document, '', note, needed, optional);
  const rules = compileRules(sections, catalogue, note);
  check(sections, rules, note);
  if (faults.length > 0) throw new PolicyFault([...new Set(faults)]);
  return policyOf(rules);
}

/**
 * Compiles a parsed policy document, whole: the rules, and everything people are told. `otherwise: withhold` must be
 * written out; every item, recipient, purpose and reachable guard must be named with its clause; no cell may be filled
 * twice, none may grant what is never accepted, and none joint use that the notice does not make known; every text
 * stands in both languages; no fact of the notice is empty; a version says why it was made and was announced before.
 * What it accepts has the shape of {@link PolicyDocument}. Throws {@link PolicyFault} listing every fault, one line each.
 * @clause 4, 7, Updates; APPI 27(5)(iii)
 */
export function compilePolicy(document: unknown, catalogue: Catalogue): CompiledPolicy {
  const check = (sections: ReadonlyMap<string, unknown>, rules: Rules, note: NoteFault) => {
    checkVersion(sections, note);
    checkTexts(sections, rules, note);
    checkNotice(sections.get('joint-use-notice'), rules, note);
    checkContacts(sections.get('contacts'), note);
    checkObligations(sections.get('obligations'), rules, note);
    checkReadings(sections.get(READINGS), rules, note);
  };
  return compile(document, catalogue, check, [...RULE_SECTIONS, ...TOLD_SECTIONS], [READINGS]);
}

/**
 * Compiles a document that was published: its rules must be as whole as ever, and decide as ever. What people are told is
 * not read: it was checked by the rules of its day, and a version in force does not end because those became stricter.
 * Throws {@link PolicyFault}.
 */
export function compilePublished(document: unknown, catalogue: Catalogue): CompiledPolicy {
  return compile(document, catalogue, () => undefined, RULE_SECTIONS, [...TOLD_SECTIONS, READINGS]);
}
