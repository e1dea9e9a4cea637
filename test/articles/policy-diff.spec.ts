// What `diff` tells: everything that differs, once, and nothing else.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compilePolicy, type PolicyDocument } from '#policy';
import { CATALOGUE } from '#wire';
import { cellChanges } from '../../scripts/policy/compare-cells.ts';
import { toldChanges } from '../../scripts/policy/compare-told.ts';
import { fieldName } from '../../scripts/policy/names.ts';
import { WORDS } from '../../scripts/policy/languages.ts';
import { documentOf, narrowDocument } from './versions.ts';

type Path = readonly (string | number)[];
const NAME = '2017-05-30';
const DOCUMENT = documentOf(NAME) as unknown as PolicyDocument;

/** Every text, day, word and mark of the document but what cells and versions are known by. */
function* leavesOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) yield path;
  else if (Array.isArray(value)) for (const [index, each] of value.entries()) yield* leavesOf(each, [...path, index]);
  else for (const [key, each] of Object.entries(value)) yield* leavesOf(each, [...path, key]);
}
const KNOWN_BY = ['policy', 'cells', 'otherwise'];
const leaves = [...leavesOf(DOCUMENT)].filter(([section]) => !KNOWN_BY.includes(String(section)));

function changedAt(path: Path): PolicyDocument {
  const copy = structuredClone(DOCUMENT) as unknown as Record<string | number, unknown>;
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  holder[path.at(-1) ?? ''] = `${String(holder[path.at(-1) ?? ''])} otherwise`;
  return { ...(copy as unknown as PolicyDocument), policy: 'B' };
}

describe.each(['en', 'ja'] as const)('in %s', (language) => {
  const words = WORDS[language];

  it('one sentence for whatever single thing is told otherwise, the same backwards', () => {
    expect(leaves.length).toBeGreaterThan(300);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), (path) => {
        const after = changedAt(path);
        for (const [one, other] of [
          [DOCUMENT, after],
          [after, DOCUMENT],
        ] as const) {
          const sentences = toldChanges(one, other, words);
          expect([path.join('.'), sentences.length]).toEqual([path.join('.'), 1]);
          expect(sentences[0]).toMatch(language === 'en' ? /^(?:The|Only) .*\.$/ : /。$/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('nothing where nothing is', () => {
    expect(toldChanges(DOCUMENT, DOCUMENT, words)).toEqual([]);
  });
});

it('every field has a name in Japanese too', () => {
  /** How many keys name the thing itself: none of the version, one of a guard, two of an item in its group. */
  const depthOf = ([section, , second]: Path): number => {
    if (section === 'items') return second === 'text' ? 2 : 3;
    if (section === 'joint-use-notice' || section === 'contacts') return 1;
    return ['recipients', 'purposes', 'guards', 'obligations', 'readings'].includes(String(section)) ? 2 : 0;
  };
  const fields = leaves.map((path) => {
    const field = path.slice(depthOf(path));
    const upToList = field.slice(
      0,
      [...field, 0].findIndex((key) => typeof key === 'number'),
    );
    return upToList.join('.').replace(/\.(?:en|ja)$/, '');
  });
  expect(new Set(fields).size).toBeGreaterThan(30);
  expect([...new Set(fields)].filter((field) => !/[ぁ-ん一-龠]/.test(fieldName(field, 'ja')))).toEqual([]);
});

describe('in English', () => {
  it.each([
    [
      'a guard',
      (text: PolicyDocument) => ({
        ...text,
        guards: { ...text.guards, killed: { ...text.guards.killed!, clause: '5' } },
      }),
      'The clause of the guard killed is “Article 4(3)” in 2017-05-30 and “Article 5” in B.',
    ],
    [
      'an obligation less',
      (text: PolicyDocument) => {
        const { 'safety-management': _gone, ...obligations } = text.obligations;
        return { ...text, obligations };
      },
      'Only 2017-05-30 has the obligation safety-management: “Unauthorised access to, loss, destruction, alteration and leaking of personal information are prevented by organisation and measures”.',
    ],
    [
      'a day',
      (text: PolicyDocument) => ({ ...text, announcedOn: '2017-05-01' }),
      'The day of announcement of the version is “30 May 2017” in 2017-05-30 and “1 May 2017” in B.',
    ],
    [
      'the reason',
      (text: PolicyDocument) => ({ ...text, revision: { ...text.revision, reason: 'law' as const } }),
      'The reason for the revision of the version is “the first version” in 2017-05-30 and “a change in laws and regulations” in B.',
    ],
    [
      'the notice',
      (text: PolicyDocument) => {
        const notice = text['joint-use-notice'];
        const users = { ...notice.users, recipients: ['company', 'finance'] as const };
        return { ...text, 'joint-use-notice': { ...notice, users } };
      },
      'The range of users of the notice of joint use is “company, finance, publishing-dealer, other-dealer” in 2017-05-30 and “company, finance” in B.',
    ],
    [
      'hours',
      (text: PolicyDocument) => {
        const weekdays = { opens: '09:00', closes: '18:00' };
        return { ...text, contacts: { ...text.contacts, hours: { ...text.contacts.hours, weekdays } } };
      },
      'The closing time on weekdays of the contacts is “19:00” in 2017-05-30 and “18:00” in B.',
    ],
  ])('%s', (_what, change, sentence) => {
    expect(toldChanges(DOCUMENT, { ...change(DOCUMENT), policy: 'B' }, WORDS.en)).toEqual([sentence]);
  });

  it('a draft has no days and no reason to compare', () => {
    const draft = documentOf('art4a-as-b.draft') as unknown as PolicyDocument;
    expect(toldChanges(DOCUMENT, draft, WORDS.en)).toEqual([]);
    const revision = { ...draft.revision, text: { ...draft.revision.text, en: 'Otherwise.' } };
    expect(toldChanges(draft, { ...draft, policy: 'B', revision }, WORDS.en)).toHaveLength(1);
  });

  it('a cell that grants no longer', () => {
    const version = (of: Record<string, unknown>) => ({
      policy: compilePolicy(of, CATALOGUE),
      document: of as unknown as PolicyDocument,
    });
    const [strict, narrow] = [version(documentOf(NAME)), version(narrowDocument())];
    const cell =
      '“Vehicle service information” to “BMW Japan Finance Corp.” for “Appropriate advice in case of valuation or when switching to a new model” (joint.valuation)';
    const grants = '2017-05-30 lets it go as joint use, asking nothing more (Articles 3(3), 4(1)(b) and 4(2)(b))';
    const withholds = '2019-01-01 withholds it (Article 4(2))';
    expect(cellChanges(strict, narrow, WORDS.en)).toEqual([`${cell}: ${grants}, ${withholds}.`]);
    expect(cellChanges(narrow, strict, WORDS.en)).toEqual([`${cell}: ${withholds}, ${grants}.`]);
    expect(cellChanges(strict, strict, WORDS.en)).toEqual([]);
  });
});
