// The tree of known paths: each place with its key, its entry and its kinds, and nothing beside the catalogue.
import { describe, expect, it } from '@jest/globals';
import type { CatalogueEntry, Item } from '#wire';
import { ITEM_INDEX, PROHIBITED, PROVENANCE, UNMAPPED } from './judged-as.js';
import { UNKNOWN_PATH, kindOf, plantPaths, type Branch } from './leaf-kinds.js';

const entryOf = (path: string, item: Item | 'envelope'): CatalogueEntry => ({
  ...{ path, item, accepts: () => true, isFreeText: () => false },
});
const catalogueOf = (paths: Readonly<Record<string, Item | 'envelope'>>) =>
  new Map(Object.entries(paths).map(([path, item]) => [path, entryOf(path, item)]));
const CATALOGUE = catalogueOf({
  ...{
    id: 'envelope',
    vin: 'vin',
    vinegar: 'work',
    'a.b': 'name',
    'a.b.c': 'work',
    'list[]': 'email',
    z: 'prohibited',
  },
  ...{ 'jobs[].jobId': 'envelope', 'jobs[].code': 'activity', 'other[].jobId': 'work', 'deep[][].x': 'advice' },
  ...{ odd: 'nonsense' as Item },
});
const { root, unknown, kinds } = plantPaths(CATALOGUE);

/** The branch by its steps; `[]` is the element. */
function at(...steps: readonly string[]): Branch | undefined {
  return steps.reduce<Branch | undefined>(
    (branch, step) => (step === '[]' ? (branch?.element ?? undefined) : branch?.keys.get(step)),
    root,
  );
}
const judgedAs = (...steps: readonly string[]) =>
  at(...steps)?.kinds.map((kind) => [kind.path, kind.judgedAs, kind.isText]);
const kindsOf = (path: string, listed: number) =>
  [listed, UNMAPPED, PROVENANCE].flatMap((as) => [false, true].map((isText) => [path, as, isText]));
const indexOf = (item: Item) => ITEM_INDEX.get(item) ?? -1;

describe('the tree of known paths', () => {
  it('has the places of the catalogue and no other', () => {
    expect([...root.keys.keys()]).toEqual(['id', 'vin', 'vinegar', 'a', 'list', 'z', 'jobs', 'other', 'deep', 'odd']);
    expect([root.element, root.entry, root.label, root.jobId]).toEqual([null, null, '', null]);
    expect([...(at('a')?.keys.keys() ?? [])]).toEqual(['b']);
    expect([...(at('a', 'b')?.keys.keys() ?? [])]).toEqual(['c']);
    expect([at('vin')?.keys.size, at('vin')?.element, at('a', 'b')?.element]).toEqual([0, null, null]);
    expect([at('list', '[]')?.keys.size, at('list')?.keys.size, at('list', '[]')?.element]).toEqual([0, 0, null]);
    expect([...(at('jobs', '[]')?.keys.keys() ?? [])]).toEqual(['jobId', 'code']);
    expect([...(at('deep', '[]', '[]')?.keys.keys() ?? [])]).toEqual(['x']);
  });

  it('has each entry at its place, and its key as JSON writes it', () => {
    expect(at('a', 'b')?.entry).toBe(CATALOGUE.get('a.b'));
    expect(at('list', '[]')?.entry).toBe(CATALOGUE.get('list[]'));
    expect([at('a')?.entry, at('list')?.entry, at('jobs', '[]')?.entry]).toEqual([null, null, null]);
    expect([at('a', 'b')?.label, at('list')?.label, at('list', '[]')?.label]).toEqual(['"b":', '"list":', '']);
  });

  it('knows a job by an id of the envelope alone', () => {
    expect(at('jobs', '[]')?.jobId).toBe(CATALOGUE.get('jobs[].jobId'));
    expect([at('jobs')?.jobId, at('other', '[]')?.jobId, at('a')?.jobId]).toEqual([null, null, null]);
  });

  it('has no place for a key that a path would quote', () => {
    const { root: odd } = plantPaths(catalogueOf({ '["a b"]': 'name', 'c.["d e"]': 'name', f: 'name' }));
    expect([...odd.keys.keys()].filter((key) => key !== 'c')).toEqual(['f']);
    expect(odd.keys.get('c')?.keys.size ?? 0).toBe(0);
  });
});

describe('the kinds of a place', () => {
  it('are its item, unmapped and of a foreign source, with a text to search and without', () => {
    expect(judgedAs('vin')).toEqual(kindsOf('vin', indexOf('vin')));
    expect(judgedAs('list', '[]')).toEqual(kindsOf('list[]', indexOf('email')));
    expect(judgedAs('deep', '[]', '[]', 'x')).toEqual(kindsOf('deep[][].x', indexOf('advice')));
  });

  it('are unmapped where the catalogue has no entry, and prohibited where it names no item', () => {
    expect(judgedAs('a')).toEqual(kindsOf(UNKNOWN_PATH, UNMAPPED));
    expect(judgedAs('list')).toEqual(kindsOf(UNKNOWN_PATH, UNMAPPED));
    expect(unknown.map((kind) => [kind.path, kind.judgedAs, kind.isText])).toEqual(kindsOf(UNKNOWN_PATH, UNMAPPED));
    expect(judgedAs('odd')).toEqual(kindsOf('odd', PROHIBITED));
    expect(judgedAs('id')).toEqual(kindsOf('id', PROHIBITED));
  });

  it('are picked by what the leaf is taken for, and whether its text is searched', () => {
    const here = at('vin')?.kinds ?? [];
    const picked = (['listed', 'unmapped', 'provenance'] as const).flatMap((as) =>
      [false, true].map((isText) => kindOf(here, as, isText)),
    );
    expect(picked).toEqual(here);
    expect(() => kindOf([], 'listed', false)).toThrow('a place without kinds');
  });

  it('are numbered in the order of their paths', () => {
    expect(kinds.map(({ serial }) => serial)).toEqual(kinds.map((_, serial) => serial));
    expect(kinds.map(({ path }) => path)).toEqual(kinds.map(({ path }) => path).sort());
    const places = [['vin'], ['a'], ['a', 'b'], ['list', '[]']].map((steps) => at(...steps)?.kinds ?? []);
    for (const kind of [...unknown, ...places.flat()]) expect(kinds[kind.serial]).toBe(kind);
  });
});
