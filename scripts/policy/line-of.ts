// Where in a file a fault stands: the line of the place it names.
import { isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

type Step = { readonly start: number | undefined; readonly node: unknown; readonly rest: string };

/** One step along a place; keys may hold dots, so the longest that fits is taken. `null`: it leads no further. */
function stepInto(node: unknown, rest: string): Step | null {
  if (isMap(node)) {
    const fitting = node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const after = rest.slice(name.length);
      const isWhole = name !== '' && rest.startsWith(name) && (after === '' || '.['.includes(after.charAt(0)));
      return isWhole ? [{ name, start: (key as Node).range?.[0], node: value, rest: after.replace(/^\./, '') }] : [];
    });
    return fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
  }
  const [whole, index] = /^\[(\d+)\]\.?/.exec(rest) ?? [];
  if (whole === undefined || !isSeq(node)) return null;
  const element = node.items[Number(index)] as Node | undefined;
  return element === undefined ? null : { start: element.range?.[0], node: element, rest: rest.slice(whole.length) };
}

/** The line of the place in backticks a fault begins with, or of the nearest thing around it; 1 for the document itself. */
export function lineOf(fault: string, document: Document, lines: LineCounter): number {
  let offset = 0;
  let step: Step | null = { start: 0, node: document.contents, rest: /^`([^`]*)`/.exec(fault)?.[1] ?? '' };
  while (step !== null) {
    offset = step.start ?? offset;
    step = step.rest === '' ? null : stepInto(step.node, step.rest);
  }
  return lines.linePos(offset).line;
}
