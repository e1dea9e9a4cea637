// What the tests say they prove, read from their text: titles that end in requirements, such as `… [R21]` or `… [R18, R23]`.
import ts from 'typescript';

/** A block of tests, or a test, whose title names requirements. */
export interface Proof {
  /** From the root of the project, with `/`. */
  readonly file: string;
  /** With the titles around it, the requirements left out. */
  readonly title: string;
  /** At least one. */
  readonly requirements: readonly string[];
  /** The rows of its tables, as `runRows` takes them, in their order. */
  readonly rows: readonly (readonly string[])[];
  /** Titles of the tests in it besides, once for each row of theirs; what is skipped is none. */
  readonly tests: readonly string[];
}

interface Block extends Proof {
  readonly rows: (readonly string[])[];
  readonly tests: string[];
}

const TAGS = /^(.*?)\s*\[(R\d+[a-z]?(?:, R\d+[a-z]?)*)\]$/s;

interface Call {
  readonly words: readonly string[];
  readonly args: readonly ts.Expression[];
  /** Of `it.each(table)(title, …)`, which is a call of a call. */
  readonly table: ts.Expression | undefined;
}

function call(node: ts.Node): Call | null {
  if (!ts.isCallExpression(node)) return null;
  const { expression, arguments: args } = node;
  const [callee, table] = ts.isCallExpression(expression)
    ? [expression.expression, expression.arguments[0]]
    : [expression, undefined];
  return { words: callee.getText().split('.'), args, table };
}

/** Tests a title stands for: the rows of its table where they stand beside it, else one. */
const sizeOf = (table: ts.Expression | undefined) =>
  table && ts.isArrayLiteralExpression(table) ? table.elements.length : 1;

const textOf = (node: ts.Expression | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : null);

/** Texts given a name at the top of the file: a long clause is written once. */
function namedTexts(source: ts.SourceFile): ReadonlyMap<string, string> {
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((each) => [...each.declarationList.declarations]);
  return new Map(
    declared.flatMap(({ name, initializer }) => {
      const text = textOf(initializer);
      return text === null ? [] : [[name.getText(), text] as const];
    }),
  );
}

/** The proofs in a file, in its order. Never throws; a title that is put together names nothing. */
export function readProofs(file: string, text: string): readonly Proof[] {
  if (!/\[R\d/.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const named = namedTexts(source);
  const proofs: Block[] = [];

  function rowsOf(table: ts.Expression | undefined): string[][] {
    const rows = table && ts.isArrayLiteralExpression(table) ? table.elements.filter(ts.isArrayLiteralExpression) : [];
    return rows.map((row) => row.elements.map((cell) => textOf(cell) ?? named.get(cell.getText()) ?? cell.getText()));
  }

  function visit(node: ts.Node, around: readonly string[], open: readonly Block[]): void {
    const found = call(node);
    const [word, ...how] = found?.words ?? [];
    if (how.includes('skip') || how.includes('todo')) return;
    if (word === 'runRows') for (const block of open) block.rows.push(...rowsOf(found?.args[0]));
    const said = word === 'describe' || word === 'it' ? textOf(found?.args[0]) : null;
    if (said === null) return ts.forEachChild(node, (child) => visit(child, around, open));
    const [, title = said, tags] = TAGS.exec(said) ?? [];
    const titles = [...around, title];
    const block: Block | null =
      tags === undefined
        ? null
        : { file, title: titles.join(': '), requirements: tags.split(', '), rows: [], tests: [] };
    const inner = block === null ? open : [...open, block];
    if (block !== null) proofs.push(block);
    const tests = word === 'it' ? new Array<string>(sizeOf(found?.table)).fill(title) : [];
    for (const each of inner) each.tests.push(...tests);
    ts.forEachChild(node, (child) => visit(child, titles, inner));
  }
  visit(source, [], []);
  return proofs.filter(({ rows, tests }) => rows.length + tests.length > 0);
}
