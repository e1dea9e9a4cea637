// A line of the record looked for in one piece: an address, a mail address, a plate.
import type { Item } from '#wire';
import type { Characters } from './characters.js';
import { foldText, type Folded } from './fold-text.js';
import { NOT_ALONE, foldUnit } from './fold-unit.js';
import type { Glance } from './glance.js';
import type { Search } from './search.js';
import { UNTOLD, type Sought } from './sought.js';
import { lineWords, type Word } from './words.js';

export class SoughtLine implements Sought {
  readonly mostWords = 1;
  private known: readonly Word[] | undefined;
  /** The unit a text without cannot hold the line. */
  private readonly first: number;

  /** Looked for without the characters of `dropped`, which its text lacks too. */
  constructor(
    private readonly value: string,
    private readonly item: Item,
    private readonly dropped: Characters,
  ) {
    this.first = this.neededAt(0) ? foldUnit(value.charCodeAt(0)) : UNTOLD;
  }

  words(): readonly Word[] {
    return (this.known ??= lineWords(this.dropped.cutFrom(foldText(this.value).text), this.item));
  }

  wordsIn({ original }: Search, where: Folded): readonly Word[] {
    if (original !== this.value) return this.words();
    return (this.known ??= lineWords(where.text, this.item));
  }

  mayBeIn(glance: Glance): boolean {
    if (this.first !== UNTOLD && !glance.mayHave(this.first)) return false;
    for (let at = 0; at < this.value.length; at += 1) {
      if (!glance.mayHave(foldUnit(this.value.charCodeAt(at))) && this.neededAt(at)) return false;
    }
    return true;
  }

  /** True where the line's word holds what this unit folds to: it is not dropped, and folds by itself, as the next one does. */
  private neededAt(at: number): boolean {
    const unit = foldUnit(this.value.charCodeAt(at));
    if (unit === NOT_ALONE || this.dropped.has(unit)) return false;
    return at + 1 >= this.value.length || foldUnit(this.value.charCodeAt(at + 1)) !== NOT_ALONE;
  }
}
