// The little of jest that the specs of the decision path use: their tests are gathered, not run.
import { createRequire } from 'node:module';
import { format } from 'node:util';

export interface Test {
  /** Titles from the outermost down, as jest joins them; each once. */
  readonly name: string;
  /** Throws, or gives a promise that rejects, where the test fails. */
  readonly run: () => unknown;
}

type Body = (...args: readonly unknown[]) => unknown;
type Declare = (title: string, body: Body) => void;

const { jestExpect: expect } = createRequire(createRequire(import.meta.url).resolve('@jest/globals'))(
  '@jest/expect',
) as { jestExpect: unknown };

/** `%s` and its like take the next argument, `$name` and `$#` what the row calls so. */
function titleOf(title: string, args: readonly unknown[], index: number): string {
  const [row] = args;
  const named = title.replace(/\$#|\$([A-Za-z]\w*)/g, (word, key?: string) => {
    if (key === undefined) return String(index);
    return typeof row === 'object' && row !== null && key in row ? String((row as Record<string, unknown>)[key]) : word;
  });
  const wanted = named.match(/%[sdifjop]/g)?.length ?? 0;
  return wanted === 0 ? named : format(named.replaceAll('%p', '%o'), ...args.slice(0, wanted));
}

const withRows = (declare: Declare) =>
  Object.assign(declare, {
    each: (rows: readonly unknown[]) => (title: string, body: Body) => {
      // A table is one where each row is a list.
      const table = rows.every(Array.isArray) ? (rows as readonly (readonly unknown[])[]) : rows.map((row) => [row]);
      for (const [index, args] of table.entries()) {
        declare(titleOf(title, args, index), () => body(...args));
      }
    },
  });

/** What stands for `@jest/globals`, and the tests declared with it since they were last taken, in their order. */
export function collectTests(): { readonly globals: object; readonly take: () => readonly Test[] } {
  let tests: Test[] = [];
  let titles: readonly string[] = [];
  let before: readonly Body[] = [];
  const met = new Map<string, number>();

  const describe = withRows((title, body) => {
    const outer = [titles, before] as const;
    titles = [...titles, title];
    body();
    [titles, before] = outer;
  });
  const it = withRows((title, body) => {
    const named = [...titles, title].join(' ');
    const times = met.get(named) ?? 0;
    met.set(named, times + 1);
    const all = [...before, body];
    // Only what is asynchronous is waited for: to wait for every test takes longer than most of them.
    const run = () =>
      all.reduce<unknown>((last, each) => (last instanceof Promise ? last.then(each) : each()), undefined);
    tests.push({ name: times === 0 ? named : `${named} (${times + 1})`, run });
  });
  return {
    globals: { describe, it, expect, beforeEach: (body: Body) => void (before = [...before, body]) },
    take: () => {
      const taken = tests;
      tests = [];
      met.clear();
      return taken;
    },
  };
}
