// The digits of a text as groups with what stands between them: telephone, card and other numbers are made of these.
import { isFigure } from './digits.js';
import type { Folded } from './fold-text.js';

/** Digits without anything between them; offsets are of the folded text, `end` exclusive. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** What stands between the group before and this one; `null` for the first. */
  readonly gap: string | null;
}

/** Every group, in order. Linear. Never throws. */
export function digitGroups({ text }: Folded): readonly DigitGroup[] {
  const groups: DigitGroup[] = [];
  let until = -1;
  for (let start = 0; start < text.length; start += 1) {
    if (!isFigure(text.charCodeAt(start))) continue;
    let end = start + 1;
    while (end < text.length && isFigure(text.charCodeAt(end))) end += 1;
    groups.push({ digits: text.slice(start, end), start, end, gap: until < 0 ? null : text.slice(until, start) });
    until = end;
    start = end;
  }
  return groups;
}

/** True for a gap as people write it inside one number. */
export function isSeparator(gap: string | null): boolean {
  return gap !== null && gap.length <= 3 && /^[-.()・ー〜~_ ノ]*$/.test(gap);
}
