// One glance at a text: which characters are in it, folded, and which digits. What it lacks need not be searched for.
import { digitOf, isFigure } from './digits.js';
import { foldText, unmoved, type Folded } from './fold-text.js';
import { NOT_ALONE, foldUnit } from './fold-unit.js';

/** Bits of the filter: characters equal modulo this are not told apart. */
const FILTER_BITS = 1_024;

/**
 * What is in the text looked at last, never less. It can err to the other side: more may seem to be in it. One is
 * enough for any number of texts, one after another.
 */
export class Glance {
  /** Digits in the text, kanji digits too. */
  digitCount = 0;
  hasKanjiDigits = false;
  private digits = 0;
  private readonly filter = new Int32Array(FILTER_BITS / 32);

  /** Looks at a text instead of the one before. Gives its folded form where that cost nothing more. Linear. Never throws. */
  at(text: string): Folded | undefined {
    this.clear();
    let isFolded = true;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const fold = foldUnit(unit);
      if (fold === NOT_ALONE) return this.atPieces(text);
      isFolded &&= fold === unit;
      this.add(fold);
    }
    return isFolded ? unmoved(text) : undefined;
  }

  /** False only where the text has no such folded unit. */
  mayHave(unit: number): boolean {
    return ((this.filter[(unit & (FILTER_BITS - 1)) >>> 5] ?? 0) & (1 << (unit & 31))) !== 0;
  }

  /** False only where the text lacks a unit of this folded one. */
  mayHold(folded: string): boolean {
    for (let at = 0; at < folded.length; at += 1) if (!this.mayHave(folded.charCodeAt(at))) return false;
    return true;
  }

  /** False only where the text lacks this digit, 0 to 9. */
  mayHaveDigit(digit: number): boolean {
    return (this.digits & (1 << digit)) !== 0;
  }

  private atPieces(text: string): Folded {
    const folded = foldText(text);
    this.clear();
    for (let at = 0; at < folded.text.length; at += 1) this.add(folded.text.charCodeAt(at));
    return folded;
  }

  private clear(): void {
    for (let word = 0; word < this.filter.length; word += 1) this.filter[word] = 0;
    this.digits = 0;
    this.digitCount = 0;
    this.hasKanjiDigits = false;
  }

  private add(fold: number): void {
    const word = (fold & (FILTER_BITS - 1)) >>> 5;
    this.filter[word] = (this.filter[word] ?? 0) | (1 << (fold & 31));
    const digit = digitOf(fold);
    if (digit < 0) return;
    this.digits |= 1 << digit;
    this.digitCount += 1;
    this.hasKanjiDigits ||= !isFigure(fold);
  }
}
