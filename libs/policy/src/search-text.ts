// Step 12 of the order of judgement: what a search of a permitted text leaves of it.
import { REDACTION, type Find } from '#wire';
import type { Judgement } from './judge.js';
import { ITEM_INDEX, PROHIBITED } from './judged-as.js';

/** What becomes of a permitted text. */
export interface Searched {
  readonly outcome: 'permit' | 'redact' | 'withhold';
  /** The text as it may leave; `''` where it may not. */
  readonly text: string;
  /** Bits of the items found and permitted. */
  readonly found: number;
}

const WITHHELD: Searched = Object.freeze({ outcome: 'withhold', text: '', found: 0 });

function isSpan({ start, end }: Find, length: number): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= length;
}

/** Writes the redaction once for every union of the spans, which may overlap and stand in any order. */
function cutOut(text: string, spans: readonly Find[]): string {
  let kept = '';
  let from = 0;
  let until = -1;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start > until) {
      kept += text.slice(from, start) + REDACTION;
    }
    until = Math.max(until, end);
    from = until;
  }
  return kept + text.slice(from);
}

/**
 * Judges each find by its own item; what is not permitted is cut out. A search that was unsure, or that answers
 * anything but spans of this text, withholds it. Never throws.
 * @clause 3, 5
 */
export function searchText(
  text: string,
  finds: readonly Find[] | 'unsure',
  judgements: readonly Judgement[],
): Searched {
  if (!Array.isArray(finds)) return WITHHELD;
  if (finds.length === 0) return { outcome: 'permit', text, found: 0 };
  let found = 0;
  const spans: Find[] = [];
  for (const find of finds as readonly Find[]) {
    if (!isSpan(find, text.length)) return WITHHELD;
    const judgedAs = ITEM_INDEX.get(find.item) ?? PROHIBITED;
    if (judgements[judgedAs]?.outcome === 'permit') found |= 1 << judgedAs;
    else spans.push(find);
  }
  if (spans.length === 0) return { outcome: 'permit', text, found };
  return { outcome: 'redact', text: cutOut(text, spans), found };
}
