// The digits of a text as groups with what stands between them: telephone, card and other numbers are made of these.
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
  for (const { 0: digits, index } of text.matchAll(/[0-9]+/g)) {
    groups.push({ digits, start: index, end: index + digits.length, gap: until < 0 ? null : text.slice(until, index) });
    until = index + digits.length;
  }
  return groups;
}

/** True for a gap as people write it inside one number. */
export function isSeparator(gap: string | null): boolean {
  return gap !== null && gap.length <= 3 && /^[-.()・ー〜~_ ノ]*$/.test(gap);
}
