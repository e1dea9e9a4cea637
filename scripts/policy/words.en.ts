// The sentences of the policy commands in English.
import type { Granted, Saying, Words } from './words.ts';

const SECTIONS: Readonly<Record<string, string>> = {
  Preface: 'the preface',
  Updates: '“Updates to Privacy Statement”',
};

function clause(clauses: string): string {
  const parts = clauses.split('+');
  const articles = parts.filter((part) => SECTIONS[part] === undefined);
  const named = parts.flatMap((part) => SECTIONS[part] ?? []);
  const last = articles.at(-1);
  if (last !== undefined)
    named.push(articles.length === 1 ? `Article ${last}` : `Articles ${articles.slice(0, -1).join(', ')} and ${last}`);
  return named.join(' and ');
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const day = (text: string) => `${Number(text.slice(8))} ${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`;

/** What a version does with a cell, after its name. */
const DOES: Readonly<Record<string, string>> = {
  'joint-use': 'lets it go as joint use, asking nothing more',
  'company-purpose': 'lets the Company use it for a purpose of its own, asking nothing more',
  'own-record': 'returns it to the dealer that published it',
  'with-consent': "asks for the customer's consent",
  'with-specific-consent': 'asks for a specific consent of the customer',
  'with-entrustment': 'asks for a subcontract that covers it',
  'with-legal-order': 'asks for a law, order or decision',
  'statistics-only': 'lets statistics alone leave',
};

const MAY: Readonly<Record<string, string>> = {
  'joint-use': 'It may leave as joint use, which was made known beforehand: nothing more is asked',
  'company-purpose': "It may be used: the purpose is one of the Company's own, and nothing more is asked",
  'own-record': 'It goes back to the dealer that published it: that is no provision, and nothing more is asked',
  'with-consent':
    'It may leave if the customer has consented in writing or electronically, in advance, naming the recipient or its kind, the item and the purpose',
  'with-specific-consent':
    'It may leave if the customer has given a specific consent in writing or electronically, in advance, naming this very recipient, the item and the purpose',
  'with-entrustment':
    'It may leave if a subcontract in force names the recipient, the item and the purpose, and no audit of it is overdue',
  'with-legal-order':
    'It may leave if a law, order or decision in force names the recipient and the item, and two persons have approved it',
  'statistics-only': 'No record of it may leave, statistics alone',
};

const REASONS: Readonly<Record<string, string>> = {
  law: 'a change in laws and regulations',
  'customer-request': "customers' requests",
  'first-version': 'the first version',
};

const quoted = (text: string) => `“${text}”`;
const does = ({ id, grant, clause: of }: Granted) => `${id} ${DOES[grant ?? ''] ?? 'withholds it'} (${clause(of)})`;
const says = ({ id, value }: Saying) => `${value === null ? 'nothing' : quoted(value)} in ${id}`;
const LANGUAGES = { en: ' (English)', ja: ' (Japanese)' };

export const en: Words = {
  language: 'en',
  clause,
  day,
  reason: (reason) => REASONS[reason] ?? reason,
  inEffect: ({ effectiveOn, announcedOn }) =>
    effectiveOn === null || announcedOn === null
      ? 'a draft, in effect on no day'
      : `in effect from ${day(effectiveOn)}, announced on ${day(announcedOn)}`,
  changes: ({ policy: before }, { policy: after }, count) =>
    count === 0
      ? `${after} says the same as ${before}`
      : `${after} differs from ${before} in ${count} ${count === 1 ? 'point' : 'points'}`,
  cellChange: ({ items, recipient, purpose, purposeId }, before, after) =>
    `${items.map(quoted).join(', ')} to ${quoted(recipient)} for ${quoted(purpose)} (${purposeId}): ${does(before)}, ${does(after)}.`,
  fieldChange: ({ entity, field, text }, before, after) =>
    `The ${field} of ${entity}${text === null ? '' : LANGUAGES[text]} is ${says(before)} and ${says(after)}.`,
  aloneIn: (id, entity, text) => `Only ${id} has ${entity}: ${quoted(text.replace(/\.$/, ''))}.`,
  explain: {
    heading: (id, item, recipient, purpose) => `${item} to ${recipient} for ${purpose}, by ${id}`,
    item: 'Item',
    recipient: 'Recipient',
    purpose: 'Purpose',
    cell: (grant, of) =>
      `${MAY[grant ?? ''] ?? 'It stays: no cell of the document grants it, and what no cell grants is withheld'} (${clause(of)}).`,
    prohibited: (of) => `It is never accepted, and nothing lets it leave (${clause(of)}).`,
    unlisted: (of) => `It stays: the policy does not list it (${clause(of)}).`,
    unknownPurpose: (purpose) => `The policy does not name ${quoted(purpose)}: it is judged as any other purpose.`,
    unknownRecipient: (recipient, of, known) =>
      `It stays: the policy names no recipient ${quoted(recipient)} (${clause(of)}). It names ${known.join(', ')}.`,
    ownRecords: 'Of records this dealer published itself',
    othersRecords: 'Of records of another dealer',
    about: (label, text, of) => `${label}: ${text} (${clause(of)})`,
    heads: (heading) => `${heading}:`,
    guards: 'It stays all the same where',
    guardsOfText: 'It stays all the same, or part of a text is cut out, where',
    readings: 'How the text is read here',
    contested: (name) => `${name}, contested`,
    obligations: 'What people must do besides',
    point: (text, of, name) => `${text} (${clause(of)}; ${name})`,
    obligation: (bound, text, of) => `${text} (${clause(of)}; binds ${bound.map(quoted).join(', ')})`,
  },
};
