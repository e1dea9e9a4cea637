// Every fault a policy document can have: the defective document, and the one line it is told in. One table, as long as the list.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE } from '#wire';
import { PolicyFault, compilePolicy } from './compile-policy.js';
import { FAULTS } from './faults.js';

const read = (name: string) => readFileSync(join(import.meta.dirname, `../../../policies/${name}.yaml`), 'utf8');
const VERSION = read('2017-05-30');
const DRAFT = read('art4a-as-b.draft');

/** The version with one text replaced by another, or each of several. */
type Edit = readonly [from: string | RegExp, to: string];
type Row = readonly [what: string, edits: Edit | readonly Edit[], fault: string];

function edited(text: string, edits: Edit | readonly Edit[]): unknown {
  const all = (Array.isArray(edits[0]) ? edits : [edits]) as readonly Edit[];
  const changed = all.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`the edit of ${String(from)} changed nothing`);
    return after;
  }, text);
  return parse(changed) as unknown;
}

function faultsOf(document: unknown): readonly string[] {
  try {
    compilePolicy(document, CATALOGUE);
    return [];
  } catch (error) {
    if (error instanceof PolicyFault) return error.faults;
    throw error;
  }
}

/** Nothing grants statistics any more, and nothing is said of it. */
const NO_STATISTICS: readonly Edit[] = [
  [/ {4}statistics-only: .*\n/g, ''],
  [/^ {2}R15:\n(?: {4,}.*\n)+/m, ''],
];

const WHOLE: readonly Row[] = [
  ['no default', ['otherwise: withhold', ''], '`otherwise` is missing'],
  ['another default', ['otherwise: withhold', 'otherwise: permit'], '`otherwise` must be `withhold`'],
  [
    'a section nobody knows',
    ['otherwise: withhold', 'otherwise: withhold\nexceptions: []'],
    '`exceptions` is not a word of policy documents here',
  ],
  ['an id that is none', ['policy: "2017-05-30"', 'policy: "in force"'], '`policy` must be the id of the version'],
];

const VERSIONS: readonly Row[] = [
  [
    'a day that is none',
    ['effectiveOn: "2017-05-30"', 'effectiveOn: "2017-02-30"'],
    '`effectiveOn` must be a day `YYYY-MM-DD`, or null for a draft',
  ],
  [
    'an id of another day',
    ['policy: "2017-05-30"', 'policy: "2018-01-01"'],
    '`policy` must be the effective day, as in `effectiveOn`',
  ],
  ['no day of announcement', [/announcedOn: .*\n/, ''], '`announcedOn` is missing'],
  [
    'an announcement on no day',
    [/announcedOn: .*\n/, 'announcedOn: null\n'],
    '`announcedOn` must be a day: what is in effect was announced',
  ],
  [
    'an announcement on a day that is none',
    [/announcedOn: .*\n/, 'announcedOn: soon\n'],
    '`announcedOn` must be a day `YYYY-MM-DD`',
  ],
  [
    'effective before announced',
    [/announcedOn: .*\n/, 'announcedOn: "2017-05-31"\n'],
    '`effectiveOn` is before `announcedOn`: nothing is in effect before it was announced',
  ],
  ['no reason', [/ {2}reason: .*\n/, ''], '`revision.reason` is missing'],
  ['an empty reason', ['reason: first-version', 'reason: null'], '`revision.reason` is empty'],
  [
    'a reason the policy does not know',
    ['reason: first-version', 'reason: efficiency'],
    '`revision.reason` must be `law` or `customer-request`',
  ],
  [
    'a later version that gives no reason',
    [
      ['policy: "2017-05-30"', 'policy: "2018-01-01"'],
      ['effectiveOn: "2017-05-30"', 'effectiveOn: "2018-01-01"'],
    ],
    '`revision.reason` may be `first-version` in `2017-05-30` alone',
  ],
];

const NAMES: readonly Row[] = [
  ['a missing item', [/^ {4}vin:\n.*\n.*\n/m, ''], '`items.vin` is missing'],
  [
    'an unknown item',
    [
      '    name: { clause',
      '    shoe-size: { clause: "4(1)(a)", text: { en: "Size", ja: "寸法" } }\n    name: { clause',
    ],
    '`items.customer-information.shoe-size` is not a word of policy documents here',
  ],
  [
    'an item in two groups',
    ['    unlisted: {', '    name: { clause: "4(1)", text: { en: "Name", ja: "氏名" } }\n    unlisted: {'],
    '`items.not-listed.name` stands in two groups',
  ],
  [
    'a group that is an item',
    ['items:\n', 'items:\n  vin: { text: { en: "VIN", ja: "車台番号" } }\n'],
    '`items.vin` is an item; a group needs a name of its own',
  ],
  [
    'a group of nothing',
    ['items:\n', 'items:\n  other: { text: { en: "Other", ja: "その他" } }\n'],
    '`items.other` names no item',
  ],
  ['a missing purpose', [/^ {2}company.requests:\n(?: {4,}.*\n)+/m, ''], '`purposes.company.requests` is missing'],
  ['a missing guard', [/^ {2}killed:\n(?: {4,}.*\n)+/m, ''], '`guards.killed` is missing'],
  ['an unreachable guard', NO_STATISTICS, '`guards.statistics_only` is unreachable: no cell leads to it'],
  [
    'a clause that is none',
    ['out-of-scope: "4(2)"', 'out-of-scope: "Article 4"'],
    '`recipients.company.out-of-scope` must be a clause, such as `4(2)` or `2(10)+3(2)`',
  ],
  [
    'an unknown clause',
    ['with-entrustment:\n      clause: "3+5"', 'with-entrustment:\n      clause: "3+2(11)"'],
    '`cells[10].with-entrustment.clause` `2(11)` is no clause of the policy',
  ],
  [
    'a section that is no mapping',
    [/^recipients:\n(?: {2,}.*\n)+/m, 'recipients: []\n'],
    '`recipients` must be a mapping',
  ],
  [
    'a text without Japanese',
    ['{ en: "Address", ja: "住所" }', '{ en: "Address" }'],
    '`items.customer-information.address.text.ja` is missing',
  ],
  [
    'a text without English',
    ['{ en: "Address", ja: "住所" }', '{ ja: "住所" }'],
    '`items.customer-information.address.text.en` is missing',
  ],
  [
    'an empty text',
    ['{ en: "Address", ja: "住所" }', '{ en: " ", ja: "住所" }'],
    '`items.customer-information.address.text.en` is empty',
  ],
  [
    'a text that is none',
    ['{ en: "Address", ja: "住所" }', '{ en: 7, ja: "住所" }'],
    '`items.customer-information.address.text.en` must be a text',
  ],
  [
    'no text',
    ['address: { clause: "4(1)(a)", text: { en: "Address", ja: "住所" } }', 'address: { clause: "4(1)(a)" }'],
    '`items.customer-information.address.text` is missing',
  ],
  [
    'a group without text',
    [/ {4}text: \{ en: "Customer information".*\n/, ''],
    '`items.customer-information.text` is missing',
  ],
];

const CELLS: readonly Row[] = [
  ['no cells', [/^cells:\n(?: {2,}.*\n|\n)+/m, 'cells: []\n'], '`cells` is empty'],
  ['cells that are no list', [/^cells:\n(?: {2,}.*\n|\n)+/m, 'cells: none\n'], '`cells` must be a list'],
  ['an unknown recipient', ['recipient: finance', 'recipient: bank'], '`cells[2].recipient` `bank` is not known'],
  ['two recipients', ['recipient: finance', 'recipient: [finance, insurer]'], '`cells[2].recipient` must be one word'],
  [
    'an unknown purpose',
    [
      '      purposes: [joint.valuation, joint.product-information]\n    with',
      '      purposes: [joint.valuation, joint.other]\n    with',
    ],
    '`cells[3].joint-use.purposes[1]` `joint.other` is not known',
  ],
  [
    'an unknown group of items',
    ['items: vehicle-service-information\n    joint-use', 'items: everything\n    joint-use'],
    '`cells[1].items` `everything` is not known',
  ],
  [
    'an unknown grant',
    ['with-entrustment:\n', 'with-trust:\n'],
    '`cells[10].with-trust` is not a word of policy documents here',
  ],
  [
    'a cell twice',
    [
      '      purposes: [joint.valuation, joint.product-information]\n    with',
      '      purposes: [joint.valuation, company.credit]\n    with',
    ],
    '`cells[3].with-specific-consent` fills `vehicle-service-information` × `finance` × `company.credit` a second time',
  ],
  [
    'a purpose twice',
    [
      '      purposes: [joint.valuation, joint.product-information]\n    with',
      '      purposes: [joint.valuation, joint.valuation]\n    with',
    ],
    '`cells[3].joint-use.purposes[1]` `joint.valuation` stands here twice',
  ],
  [
    'a grant of what is never accepted',
    ['items: not-listed\n', 'items: never-accepted\n'],
    '`cells[16].with-legal-order` may not be granted for `prohibited` to `authority`',
  ],
  [
    'what is not listed, by an order to another than an authority',
    ['recipient: authority\n    items: not-listed', 'recipient: company\n    items: not-listed'],
    '`cells[16].with-legal-order` may not be granted for `unlisted` to `company`',
  ],
  [
    'a record returned to who did not publish it',
    [
      'recipient: company\n    items: customer-information\n',
      'recipient: company\n    items: customer-information\n    own-record: { clause: "4", purposes: [company.third-party-provision] }\n',
    ],
    '`cells[0].own-record` may not be granted to `company`',
  ],
  [
    'joint use to who is no joint user',
    [/with-consent:(?=\n {6}clause: "3\(1\)"\n {6}purposes:\n {8}- company)/, 'joint-use:'],
    '`cells[8].joint-use` may not be granted to `insurer`',
  ],
  [
    'a purpose of the Company to another',
    [
      'with-specific-consent:\n      clause: "3(1)"\n      purposes:\n        - company.product-information',
      'company-purpose:\n      clause: of the purpose\n      purposes:\n        - company.product-information',
    ],
    '`cells[3].company-purpose` may not be granted to `finance`',
  ],
];

const NOTICE: readonly Row[] = [
  ['no notice', [/^joint-use-notice:\n(?: {2,}.*\n)+/m, ''], '`joint-use-notice` is missing'],
  ['an empty notice', [/^joint-use-notice:\n(?: {2,}.*\n)+/m, 'joint-use-notice:\n'], '`joint-use-notice` is empty'],
  [
    'a notice that does not say that there is joint use',
    [/ {2}statement:.*\n(?: {4,}.*\n)+/, ''],
    '`joint-use-notice.statement` is missing',
  ],
  [
    'a notice without items and purposes',
    [/ {2}uses:.*\n(?: {4,}.*\n)+/, '  uses: []\n'],
    '`joint-use-notice.uses` is empty',
  ],
  [
    'a notice without users',
    ['recipients: [company, finance, publishing-dealer, other-dealer]', 'recipients: []'],
    '`joint-use-notice.users.recipients` is empty',
  ],
  [
    "a notice without the responsible party's name",
    [/name: \{ en: "BMW Japan Corp. \(the Company\)".*\n/, 'name: { en: "", ja: "当社" }\n'],
    '`joint-use-notice.responsible-party.name.en` is empty',
  ],
  [
    "a notice without the responsible party's address",
    ['      ja: "〒100-6622 東京都千代田区丸の内1-9-2 グラントウキョウサウスタワー"\n', '      ja: ""\n'],
    '`joint-use-notice.responsible-party.address.ja` is empty',
  ],
  [
    'a notice without a representative',
    [/ {4}representative:\n.*\n.*\n/, ''],
    '`joint-use-notice.responsible-party.representative` is missing',
  ],
  [
    'a notice with an empty representative',
    [/(representative:\n) {6}en: .*\n/, '$1      en:\n'],
    '`joint-use-notice.responsible-party.representative.en` is empty',
  ],
  [
    'joint use the notice does not make known',
    [
      /(recipient: company\n {4}items: vehicle[^]*?purposes: \[joint.workshop-service, joint.valuation, joint.)product/,
      '$1joint-user',
    ],
    '`cells[1].joint-use` is not made known by `joint-use-notice` for `vehicle-service-information` × `company` × `joint.joint-user-information`',
  ],
];

const CONTACTS: readonly Row[] = [
  ['no contacts', [/^contacts:.*\n(?: {2,}.*\n)+/m, ''], '`contacts` is missing'],
  ['no centre', [/ {2}centres:\n(?: {4,}.*\n)+/, '  centres: {}\n'], '`contacts.centres` is empty'],
  ['an empty telephone number', ['"0120-269-437"', '""'], '`contacts.centres.bmw.telephone` is empty'],
  [
    'a telephone number that is none',
    ['"0120-269-437"', '"0120-269-4"'],
    '`contacts.centres.bmw.telephone` must be a telephone number, such as `0120-000-000`',
  ],
  ['no hours at weekends', [/ {4}weekends-and-holidays:.*\n/, ''], '`contacts.hours.weekends-and-holidays` is missing'],
  [
    'a time that is none',
    ['opens: "09:00", closes: "19:00"', 'opens: "9:00", closes: "19:00"'],
    '`contacts.hours.weekdays.opens` must be a time of day `HH:MM`',
  ],
  [
    'a centre that closes before it opens',
    ['opens: "09:00", closes: "19:00"', 'opens: "09:00", closes: "08:00"'],
    '`contacts.hours.weekdays.closes` must be later than `opens`',
  ],
];

const BESIDES: readonly Row[] = [
  ['no obligations', [/^obligations:\n(?: {2,}.*\n)+/m, 'obligations: {}\n'], '`obligations` is empty'],
  [
    'an obligation of nobody',
    ['binds: [company, publishing-dealer, other-dealer]', 'binds: []'],
    '`obligations.state-the-purpose.binds` is empty',
  ],
  [
    'an obligation that goes with an empty choice',
    ['goes-with: [{ items: [customer-information] }]', 'goes-with: [{}]'],
    '`obligations.state-the-purpose.goes-with[0]` is empty',
  ],
  [
    'an obligation that goes with what never leaves',
    ['goes-with: [{ items: [customer-information] }]', 'goes-with: [{ items: [never-accepted] }]'],
    '`obligations.state-the-purpose.goes-with[0]` goes with no cell that may leave',
  ],
  [
    'a reading of a cell there is not',
    [
      /(cells: \[\{ items: \[vehicle-service-information\], grants: \[)statistics-only/,
      '$1own-record], recipients: [insurer',
    ],
    '`readings.R15.cells[0]` chooses no cell',
  ],
  [
    'a reading that settles nothing',
    [/(AMB-11:\n {4}clause: .*\n) {4}guards: .*\n/, '$1'],
    '`readings.AMB-11` must name the `cells` or `guards` it settles',
  ],
  [
    'a reading of a guard that does not stand',
    ['guards: [owner_mismatch]', 'guards: [owner]'],
    '`readings.AMB-11.guards[0]` `owner` is not known',
  ],
  [
    'a mark that says no',
    [/^ {4}contested: true/m, '    contested: false'],
    '`readings.AMB-3.contested` must be `true` or be left out',
  ],
];

const OF_A_DRAFT: readonly Row[] = [
  [
    'a draft that was announced',
    ['announcedOn: null', 'announcedOn: "2026-01-01"'],
    '`announcedOn` must be null, as `effectiveOn` is: a draft is not announced',
  ],
  [
    'a draft that calls itself the first',
    ['reason: null', 'reason: first-version'],
    '`revision.reason` may be `first-version` in `2017-05-30` alone',
  ],
];

const ROWS = [...WHOLE, ...VERSIONS, ...NAMES, ...CELLS, ...NOTICE, ...CONTACTS, ...BESIDES];

describe('a defective document is told in one line', () => {
  it.each(ROWS)('%s', (_what, edits, fault) => {
    expect(faultsOf(edited(VERSION, edits))).toEqual([fault]);
  });

  it.each(OF_A_DRAFT)('%s', (_what, edits, fault) => {
    expect(faultsOf(edited(DRAFT, edits))).toEqual([fault]);
  });

  it('and the shipped ones are not defective', () => {
    expect([...faultsOf(parse(VERSION)), ...faultsOf(parse(DRAFT))]).toEqual([]);
  });

  it('with a row for every fault there is', () => {
    const told = [...ROWS, ...OF_A_DRAFT].map(([, , fault]) => fault);
    const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const never = Object.entries(FAULTS).filter(([, line]) => {
      const words = line('\0', '\0', '\0').split('\0');
      const pattern = new RegExp(`^\`[^\`]+\` ${words.map(escaped).join('[^`]+')}$`);
      return !told.some((fault) => pattern.test(fault));
    });
    expect(never.map(([name]) => name)).toEqual([]);
  });

  it.each([[null], [[]], ['text'], [{}], [{ otherwise: 'withhold' }], [JSON.parse('{"__proto__":{}}')]])(
    'whatever it is: %j',
    (document) => {
      expect(faultsOf(document).length).toBeGreaterThan(0);
      expect(
        faultsOf(document).every((fault) => /^(?:`[^\n]|the document )/.test(fault) && !fault.includes('\n')),
      ).toBe(true);
    },
  );

  it('all of them at once', () => {
    const document = edited(VERSION, [
      ['otherwise: withhold', 'otherwise: permit'],
      ['"0120-269-437"', '""'],
      ['recipient: finance', 'recipient: bank'],
    ]);
    expect(faultsOf(document)).toEqual([
      '`cells[2].recipient` `bank` is not known',
      '`otherwise` must be `withhold`',
      '`contacts.centres.bmw.telephone` is empty',
    ]);
  });
});
