// What asks the tests of mutants: files evaluated anew each time, tests gathered under jest's names, failures told as failures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ROOT } from '../../scripts/house/paths.ts';
import { collectTests } from './collect-tests.ts';
import { NotCompiled, createLoader } from './load-afresh.ts';

const root = mkdtempSync(join(tmpdir(), 'law-runner-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, 'libs', 'wire', 'src'), { recursive: true });
const file = (name: string, text: string) => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};

describe('a load', () => {
  const here = file('here.ts', 'export const list: number[] = []; export const at = import.meta.dirname;');
  const there = file(
    'there.ts',
    "import { list } from './here.js'; import { word } from '#wire'; list.push(1); export { list, word };",
  );
  file('libs/wire/src/index.ts', "export const word: string = 'wire';");
  const loads = createLoader(root, {});

  it('evaluates a file once, and shares nothing with another', () => {
    const [one, other] = [loads(), loads()];
    const first = one(there) as { list: number[]; word: string };
    expect([first.list, first.word]).toEqual([[1], 'wire']);
    expect(one(there)).toBe(first);
    expect((one(here) as typeof first).list).toBe(first.list);
    expect((other(there) as typeof first).list).toEqual([1]);
    expect((other(there) as typeof first).list).not.toBe(first.list);
    expect((one(here) as { at: string }).at).toBe(root);
  });

  it('throws what a file throws; one that is not there, or is none, has failed no test', () => {
    const throwing = file('throwing.ts', "throw new Error('mine');");
    expect(() => loads()(throwing)).toThrow('mine');
    expect(() => loads()(join(root, 'nowhere.ts'))).toThrow(NotCompiled);
    expect(() => loads()(file('none.ts', 'export const = 7;'))).toThrow(NotCompiled);
  });

  it('gives what stands for a package', () => {
    const asking = file('asking.ts', "import { answer } from '@jest/globals'; export const told = answer;");
    expect(createLoader(root, { '@jest/globals': { answer: 42 } })()(asking)).toMatchObject({ told: 42 });
    expect(createLoader(ROOT, {})()(join(ROOT, 'libs', 'policy', 'src', 'memo.ts'))).toHaveProperty('createMemo');
  });
});

describe('the tests of a file', () => {
  type Declare = ((title: string, body: (...args: unknown[]) => unknown) => void) & {
    each: (rows: readonly unknown[]) => (title: string, body: (...args: unknown[]) => unknown) => void;
  };
  const { globals, take } = collectTests();
  const {
    describe: group,
    it: test,
    beforeEach,
  } = globals as Record<'describe' | 'it', Declare> & {
    beforeEach: (body: () => void) => void;
  };

  it('have jest’s names, each once, and are run when they are asked', () => {
    const told: unknown[] = [];
    test('alone', () => told.push('alone'));
    group('of', () => {
      beforeEach(() => void told.push('before'));
      test.each([
        ['a', 1],
        ['b', 2],
      ])('%s and %j', (...args) => told.push(args));
      test.each([['a', 1], 'c'])('a row is no list where one is none', (...args) => told.push(args));
      group.each([{ name: 'x' }])('$name', () => test('within', () => told.push('within')));
    });
    const tests = take();
    expect(tests.map(({ name }) => name)).toEqual([
      ...['alone', 'of a and 1', 'of b and 2', 'of a row is no list where one is none'],
      ...['of a row is no list where one is none (2)', 'of x within'],
    ]);
    expect([told, take()]).toEqual([[], []]);
    for (const { run } of tests) run();
    expect(told).toEqual([
      ...['alone', 'before', ['a', 1], 'before', ['b', 2], 'before', [['a', 1]], 'before', ['c'], 'before', 'within'],
    ]);
  });

  it('fail by what they throw, sooner or later', async () => {
    test('now', () => {
      throw new Error('now');
    });
    test('later', () => Promise.reject(new Error('later')));
    const [now, later] = take();
    expect(() => now?.run()).toThrow('now');
    await expect(later?.run()).rejects.toThrow('later');
  });
});
