// A name of the record, looked for in parts and both ways round.
import { foldText, type Folded } from './fold-text.js';
import { NOT_ALONE, foldUnit } from './fold-unit.js';
import type { Glance } from './glance.js';
import type { Search } from './search.js';
import { UNTOLD, type Sought } from './sought.js';
import { BETWEEN_PARTS, HONORIFICS, SPACING, nameWords, type Word } from './words.js';

/** Every word of a name holds all of one of its parts, unless there is none. */
export class SoughtName implements Sought {
  private known: readonly Word[] | undefined;
  /** -1: some unit does not fold by itself, and may be more than one part. */
  private readonly parts: number;
  /** Units a text that has neither cannot hold a word of the name: what its parts open with, where there are no more than two. */
  private readonly first: number = UNTOLD;
  private readonly second: number = UNTOLD;

  constructor(private readonly value: string) {
    let parts = 0;
    let isBetween = true;
    for (let at = 0; at < value.length; at += 1) {
      const unit = foldUnit(value.charCodeAt(at));
      if (unit === NOT_ALONE) {
        parts = -1;
        break;
      }
      const wasBetween = isBetween;
      isBetween = BETWEEN_PARTS.has(unit);
      if (isBetween || !wasBetween) continue;
      parts += 1;
      if (parts === 1) this.first = unit;
      this.second = unit;
    }
    if (parts < 0 || parts > 2) this.first = UNTOLD;
    this.parts = parts;
  }

  get mostWords(): number {
    // Both ways round, and each part, itself and before each honorific.
    return this.parts < 0 ? this.words().length : 2 + this.parts * (1 + HONORIFICS.length);
  }

  words(): readonly Word[] {
    if (this.known === undefined) {
      const folded = foldText(this.value).text;
      this.known = nameWords(folded, SPACING.cutFrom(folded));
    }
    return this.known;
  }

  wordsIn({ original, folded }: Search, where: Folded): readonly Word[] {
    if (original !== this.value) return this.words();
    return (this.known ??= nameWords(folded.text, where.text));
  }

  mayBeIn(glance: Glance): boolean {
    if (this.parts <= 0) return true;
    if (this.first !== UNTOLD && !glance.mayHave(this.first) && !glance.mayHave(this.second)) return false;
    let isMissing = false;
    let from = 0;
    for (let at = 0; at < this.value.length; at += 1) {
      const unit = foldUnit(this.value.charCodeAt(at));
      if (!BETWEEN_PARTS.has(unit)) {
        isMissing ||= !glance.mayHave(unit);
        continue;
      }
      if (at > from && !isMissing) return true;
      isMissing = false;
      from = at + 1;
    }
    return from < this.value.length && !isMissing;
  }
}
