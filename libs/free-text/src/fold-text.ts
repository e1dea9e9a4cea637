// Folds a text to one width, case, kana and hyphen, keeping for every folded character where it came from.

/** A folded text. Spans of it are given back as UTF-16 offsets of the original. */
export interface Folded {
  readonly text: string;
  /** Original offset at which the folded code unit `index` starts. */
  startOf(index: number): number;
  /** Original offset at which the folded code unit `index` ends. */
  endOf(index: number): number;
}

/** Marks that join the character before them: combining marks, and the half-width voicing marks. */
const JOINING = /[\p{M}\uFF9E\uFF9F]/u;
const HYPHENS = /[\u02D7\u2010-\u2015\u2043\u2212\u2500\u2501\u2E3A\u2E3B\uFE31\uFE58\uFE63]/g;
const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\p{Variation_Selector}]/gu;
const PLAIN = /^[\x20-\x7E]*$/;

function foldPiece(piece: string): string {
  return piece
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(HYPHENS, '-')
    .replace(/\s/g, ' ')
    .toLowerCase()
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

const singles = new Map<string, string>();

/** Folds of single characters are kept: texts repeat a few hundred of them. */
function foldSingle(character: string): string {
  let fold = singles.get(character);
  if (fold === undefined) {
    fold = foldPiece(character);
    if (singles.size < 5_000) singles.set(character, fold);
  }
  return fold;
}

/** The characters of a text, each with the marks that join it. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.length - 1;
    if (last >= 0 && JOINING.test(character)) pieces[last] += character;
    else pieces.push(character);
  }
  return pieces;
}

const unmoved = (text: string): Folded => ({ text, startOf: (index) => index, endOf: (index) => index + 1 });

function withOffsets(pieces: readonly string[], folds: readonly string[], length: number): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let offset = 0;
  pieces.forEach((piece, index) => {
    for (let unit = folds[index]?.length ?? 0; unit > 0; unit -= 1) {
      starts.push(offset);
      ends.push(offset + piece.length);
    }
    offset += piece.length;
  });
  return { text: folds.join(''), startOf: (index) => starts[index] ?? length, endOf: (index) => ends[index] ?? length };
}

/** NFKC, lower case, katakana for hiragana, one hyphen, one space; invisible characters go. Linear. Never throws. */
export function foldText(text: string): Folded {
  if (PLAIN.test(text)) return unmoved(text.toLowerCase());
  const isJoined = JOINING.test(text);
  const pieces = isJoined ? piecesOf(text) : [...text];
  const folds = pieces.map(isJoined ? foldPiece : foldSingle);
  const isUnmoved = folds.every((fold, index) => fold.length === pieces[index]?.length);
  return isUnmoved ? unmoved(folds.join('')) : withOffsets(pieces, folds, text.length);
}

/** A folded text without the characters of `dropped`, still knowing where each came from. Linear. Never throws. */
export function without(folded: Folded, dropped: string): Folded {
  const kept: number[] = [];
  let text = '';
  for (let index = 0; index < folded.text.length; index += 1) {
    const character = folded.text.charAt(index);
    if (dropped.includes(character)) continue;
    kept.push(index);
    text += character;
  }
  if (kept.length === folded.text.length) return folded;
  return {
    text,
    startOf: (index) => folded.startOf(kept[index] ?? folded.text.length),
    endOf: (index) => folded.endOf(kept[index] ?? folded.text.length),
  };
}

const KANJI_DIGITS = '〇一二三四五六七八九';
const KANJI_DIGIT = /[〇一二三四五六七八九]/;

/** Kanji digits as digits, unit for unit. */
export function foldDigits(folded: Folded): Folded {
  if (!KANJI_DIGIT.test(folded.text)) return folded;
  const text = folded.text.replace(/[〇一二三四五六七八九]/g, (digit) => String(KANJI_DIGITS.indexOf(digit)));
  return { ...folded, text };
}

/** The folded form of a value to look for, without the characters of `dropped`. */
export function foldNeedle(value: string, dropped: string): string {
  return without(foldText(value), dropped).text;
}
