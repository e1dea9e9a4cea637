// Folding unit by unit is folding piece by piece; what the short cuts of the scan skip holds nothing.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Characters } from './characters.js';
import { foldDigits } from './digits.js';
import { findDay } from './find-day.js';
import { LEAST_PROHIBITED_DIGITS, findProhibitedIn } from './find-prohibited.js';
import { LEAST_DIGITS_OF_A_TELEPHONE, findTelephones } from './find-telephones.js';
import { foldText } from './fold-text.js';
import { without } from './without.js';

/** The fold as it is defined, of a character with the marks that join it. */
const foldPiece = (piece: string) =>
  piece
    .normalize('NFKC')
    .replace(/[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\p{Variation_Selector}]/gu, '')
    .replace(/[\u02D7\u2010-\u2015\u2043\u2212\u2500\u2501\u2E3A\u2E3B\uFE31\uFE58\uFE63]/g, '-')
    .replace(/\s/g, ' ')
    .toLowerCase()
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));

function referenceFold(text: string): { text: string; starts: number[]; ends: number[] } {
  const pieces = text.match(/\P{M}?[\p{M}\uFF9E\uFF9F]*/gsu)?.filter((piece) => piece !== '') ?? [];
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let offset = 0;
  for (const piece of pieces) {
    const fold = foldPiece(piece);
    for (let unit = 0; unit < fold.length; unit += 1) {
      // A fold as long as its piece is laid unit upon unit only where the whole text is.
      starts.push(offset);
      ends.push(offset + piece.length);
    }
    folded += fold;
    offset += piece.length;
  }
  return { text: folded, starts, ends };
}

const CHARACTERS = [
  ...'aZ09 　・-‐ー−がカﾞｶあいんヴ漢字〇一二九㈱①ßİΣé😀𠮷\u200b\ufe0f\u0301\u3099\u0000\uffff\ud800@.年月日元',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...CHARACTERS), fc.string({ unit: 'binary', maxLength: 1 })), { maxLength: 24 })
  .map((parts) => parts.join(''));

describe('foldText', () => {
  it('is the fold of each character with its marks, and knows where each came from', () => {
    fc.assert(
      fc.property(text, (each) => {
        const folded = foldText(each);
        const reference = referenceFold(each);
        expect(folded.text).toBe(reference.text);
        for (let at = 0; at < folded.text.length; at += 1) {
          const [start, end] = [folded.startOf(at), folded.endOf(at)];
          // Within its piece: of a piece that keeps its length, possibly the very unit.
          expect(start).toBeGreaterThanOrEqual(reference.starts[at] ?? -1);
          expect(end).toBeLessThanOrEqual(reference.ends[at] ?? -1);
          expect(end).toBeGreaterThan(start);
        }
      }),
      { numRuns: 4_000 },
    );
  });

  it('folds every single unit, and long texts', () => {
    const units = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit));
    const isLone = (unit: string) => /[\p{M}\uFF9E\uFF9F]/u.test(unit);
    for (const unit of units) {
      if (foldText(unit).text !== (isLone(unit) ? foldPiece(unit) : referenceFold(unit).text))
        throw new Error('a unit folds otherwise');
    }
    expect(foldText('ひらがな'.repeat(3_000)).text).toBe('ヒラガナ'.repeat(3_000));
  });

  it('leaves out what is dropped', () => {
    const dropped = new Characters('- ・');
    fc.assert(
      fc.property(text, (each) => {
        const folded = foldText(each);
        const left = without(folded, dropped);
        const kept = [...Array(folded.text.length).keys()].filter((at) => !'- ・'.includes(folded.text.charAt(at)));
        expect(left.text).toBe(kept.map((at) => folded.text.charAt(at)).join(''));
        expect(kept.map((_, at) => left.startOf(at))).toEqual(kept.map((at) => folded.startOf(at)));
        expect(kept.map((_, at) => left.endOf(at))).toEqual(kept.map((at) => folded.endOf(at)));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a text with too few digits', () => {
  it('has no telephone, prohibited number or day', () => {
    const part = fc.constantFrom(
      '+',
      '0',
      '00',
      '81',
      '090',
      '12',
      '1234',
      '-',
      ' ',
      '(',
      ')',
      '元',
      'r',
      '令和',
      '年',
      '月',
      '日',
      '.',
      'jan',
      '二',
      '7',
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.constantFrom('2019-01-01', '2000-12-12', '2020-01-07'),
        (parts, day) => {
          const digits = foldDigits(foldText(parts.join('')));
          const count = digits.text.replace(/[^0-9]/g, '').length;
          if (count < LEAST_DIGITS_OF_A_TELEPHONE) expect(findTelephones(digits)).toEqual([]);
          if (count < LEAST_PROHIBITED_DIGITS) expect(findProhibitedIn(digits)).toEqual([]);
          if (count < 2) expect(findDay(digits.text, day)).toEqual([]);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
