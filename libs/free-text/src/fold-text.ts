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

const SURROGATES = [0xd800, 0xdfff] as const;
/** What a UTF-16 unit folds to, where that is one unit, at its index: 0 where nobody asked yet. 128 KiB, and most texts need no more. */
const folds = new Uint16Array(0x1_0000);
/** Instead of a fold: no single unit, or one that may join another. */
const NOT_ALONE = 0xffff;

function lookUp(unit: number): number {
  const character = String.fromCharCode(unit);
  const isPart = (unit >= SURROGATES[0] && unit <= SURROGATES[1]) || JOINING.test(character);
  const fold = isPart ? '' : foldPiece(character);
  return fold.length === 1 && fold !== '\0' ? fold.charCodeAt(0) : NOT_ALONE;
}

function foldUnit(unit: number): number {
  let fold = folds[unit] ?? NOT_ALONE;
  if (fold === 0) {
    fold = lookUp(unit);
    folds[unit] = fold;
  }
  return fold;
}

const MOST_ARGUMENTS = 4_096;

/** Unit for unit; `undefined` where some unit does not fold to one. */
function foldUnits(text: string): string | undefined {
  const units: number[] = [];
  let isChanged = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const fold = foldUnit(unit);
    if (fold === NOT_ALONE) return undefined;
    isChanged ||= fold !== unit;
    units.push(fold);
  }
  if (!isChanged) return text;
  if (units.length <= MOST_ARGUMENTS) return String.fromCharCode(...units);
  let folded = '';
  for (let at = 0; at < units.length; at += MOST_ARGUMENTS) {
    folded += String.fromCharCode(...units.slice(at, at + MOST_ARGUMENTS));
  }
  return folded;
}

/** NFKC, lower case, katakana for hiragana, one hyphen, one space; invisible characters go. Linear. Never throws. */
export function foldText(text: string): Folded {
  if (PLAIN.test(text)) return unmoved(text.toLowerCase());
  const unitByUnit = foldUnits(text);
  if (unitByUnit !== undefined) return unmoved(unitByUnit);
  const isJoined = JOINING.test(text);
  const pieces = isJoined ? piecesOf(text) : [...text];
  const folds = pieces.map(isJoined ? foldPiece : foldSingle);
  const isUnmoved = folds.every((fold, index) => fold.length === pieces[index]?.length);
  return isUnmoved ? unmoved(folds.join('')) : withOffsets(pieces, folds, text.length);
}

/** A set of characters to leave out of a text, each one UTF-16 unit. */
export interface Dropped {
  readonly characters: string;
  readonly some: RegExp;
  readonly every: RegExp;
}

/** Of characters that mean themselves between the brackets of a pattern, a hyphen only as the first. */
export function createDropped(characters: string): Dropped {
  return { characters, some: new RegExp(`[${characters}]`), every: new RegExp(`[${characters}]`, 'g') };
}

/** A folded text without the characters of `dropped`, still knowing where each came from. Linear. Never throws. */
export function without(folded: Folded, { characters, some, every }: Dropped): Folded {
  if (!some.test(folded.text)) return folded;
  let kept: number[] | undefined;
  /** Asked for where something was found, which is seldom. */
  const from = (index: number): number => {
    if (kept === undefined) {
      kept = [];
      for (let at = 0; at < folded.text.length; at += 1)
        if (!characters.includes(folded.text.charAt(at))) kept.push(at);
    }
    return kept[index] ?? folded.text.length;
  };
  return {
    text: folded.text.replace(every, ''),
    startOf: (index) => folded.startOf(from(index)),
    endOf: (index) => folded.endOf(from(index)),
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
export function foldNeedle(value: string, dropped: Dropped): string {
  return without(foldText(value), dropped).text;
}

/** Number of digits `0` to `9` in a text. */
export function countDigits(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) count += 1;
  }
  return count;
}
