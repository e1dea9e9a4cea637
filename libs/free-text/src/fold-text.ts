// Folds a text to one width, case, kana and hyphen, keeping for every folded character where it came from.
import { JOINING, NOT_ALONE, foldPiece, foldUnit } from './fold-unit.js';
import { textOf } from './text-of.js';

/** A folded text. Spans of it are given back as UTF-16 offsets of the original. */
export interface Folded {
  readonly text: string;
  /** Original offset at which the folded code unit `index` starts. */
  startOf(index: number): number;
  /** Original offset at which the folded code unit `index` ends. */
  endOf(index: number): number;
}

const singles = new Map<string, string>();

/** Folds of single characters, of those with one mark too, are kept: texts repeat a few hundred of them. */
function foldKept(piece: string): string {
  if (piece.length > 2) return foldPiece(piece);
  let fold = singles.get(piece);
  if (fold === undefined) {
    fold = foldPiece(piece);
    if (singles.size < 5_000) singles.set(piece, fold);
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

const startOf = (index: number) => index;
const endOf = (index: number) => index + 1;
/** A text that folds unit for unit. */
export const unmoved = (text: string): Folded => ({ text, startOf, endOf });

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

/** Unit for unit; `undefined` where some unit does not fold to one. */
function foldUnits(text: string): string | undefined {
  let isFolded = true;
  let isPlain = true;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const fold = foldUnit(unit);
    if (fold === NOT_ALONE) return undefined;
    isFolded &&= fold === unit;
    isPlain &&= unit >= 0x20 && unit <= 0x7e;
  }
  if (isFolded) return text;
  if (isPlain) return text.toLowerCase();
  const units: number[] = [];
  for (let at = 0; at < text.length; at += 1) units.push(foldUnit(text.charCodeAt(at)));
  return textOf(units);
}

/** NFKC, lower case, katakana for hiragana, one hyphen, one space; invisible characters go. Linear. Never throws. */
export function foldText(text: string): Folded {
  const unitByUnit = foldUnits(text);
  if (unitByUnit !== undefined) return unmoved(unitByUnit);
  const pieces = JOINING.test(text) ? piecesOf(text) : [...text];
  const folds = pieces.map(foldKept);
  const isUnmoved = folds.every((fold, index) => fold.length === pieces[index]?.length);
  return isUnmoved ? unmoved(folds.join('')) : withOffsets(pieces, folds, text.length);
}
