// Folds a character, and a UTF-16 unit by a table.

/** Marks that join the character before them: combining marks, and the half-width voicing marks. */
export const JOINING = /[\p{M}\uFF9E\uFF9F]/u;
const HYPHENS = /[\u02D7\u2010-\u2015\u2043\u2212\u2500\u2501\u2E3A\u2E3B\uFE31\uFE58\uFE63]/g;
const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\p{Variation_Selector}]/gu;

/** NFKC, lower case, katakana for hiragana, one hyphen, one space, nothing invisible: of a character with the marks that join it. Never throws. */
export function foldPiece(piece: string): string {
  return piece
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(HYPHENS, '-')
    .replace(/\s/g, ' ')
    .toLowerCase()
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

const SURROGATES = [0xd800, 0xdfff] as const;
/** What a UTF-16 unit folds to, where that is one unit, at its index: 0 where nobody asked yet. 128 KiB, and most texts need no more. */
const folds = new Uint16Array(0x1_0000);
/** Instead of a fold: no single unit, or one that may join another. A unit before such a one may fold otherwise too. */
export const NOT_ALONE = 0xffff;

function lookUp(unit: number): number {
  const character = String.fromCharCode(unit);
  const isPart = (unit >= SURROGATES[0] && unit <= SURROGATES[1]) || JOINING.test(character);
  const fold = isPart ? '' : foldPiece(character);
  return fold.length === 1 && fold !== '\0' ? fold.charCodeAt(0) : NOT_ALONE;
}

/** What a unit folds to by itself, or {@link NOT_ALONE}. Never throws. */
export function foldUnit(unit: number): number {
  let fold = folds[unit] ?? NOT_ALONE;
  if (fold === 0) {
    fold = lookUp(unit);
    folds[unit] = fold;
  }
  return fold;
}
