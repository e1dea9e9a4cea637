// One number of the record, looked for in the digits of its texts: which digits is worked out once a text may hold them.
import type { Item } from '#wire';
import { foldText } from './fold-text.js';
import { NOT_ALONE, foldUnit } from './fold-unit.js';
import type { Glance } from './glance.js';
import { digitOf } from './digits.js';
import { textOf } from './text-of.js';

const ZERO = '0'.charCodeAt(0);
/** Digits of a postal code, and the fewest of a telephone number. */
const POSTAL_CODE = 7;
const LEAST_TELEPHONE = 6;
/** The digits looked for are the last ones of the value, and no fewer than these. */
const LAST = Math.min(POSTAL_CODE, LEAST_TELEPHONE);

export class SoughtNumber {
  private known: string | undefined;

  constructor(
    private readonly value: string,
    readonly item: Extract<Item, 'address' | 'telephone'>,
  ) {}

  /** The digits; `''` where there is nothing to look for. */
  get digits(): string {
    return (this.known ??= this.item === 'telephone' ? significantDigits(this.value) : postalCode(this.value));
  }

  /** False only where the text does not hold the digits. Linear in the value. Never throws. */
  mayBeIn(glance: Glance): boolean {
    if (glance.digitCount < LAST) return false;
    let left = LAST;
    for (let at = this.value.length - 1; at >= 0 && left > 0; at -= 1) {
      const unit = foldUnit(this.value.charCodeAt(at));
      if (unit === NOT_ALONE) return true;
      const digit = digitOf(unit);
      if (digit < 0) continue;
      if (!glance.mayHaveDigit(digit)) return false;
      left -= 1;
    }
    return left === 0;
  }
}

function digitsIn(value: string): string {
  const folded = foldText(value).text;
  const digits: number[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const digit = digitOf(folded.charCodeAt(at));
    if (digit >= 0) digits.push(ZERO + digit);
  }
  return textOf(digits);
}

function postalCode(value: string): string {
  const digits = digitsIn(value);
  return digits.length === POSTAL_CODE ? digits : '';
}

const DIALLED_ABROAD = /^(?:00|010)?81(?=0?[1-9][0-9]{8})/;

/** The digits that stay the same whichever prefix is dialled before them. */
function significantDigits(telephone: string): string {
  const national = digitsIn(telephone).replace(DIALLED_ABROAD, '');
  const digits = national.startsWith('0') ? national.slice(1) : national;
  return digits.length >= LEAST_TELEPHONE ? digits : '';
}
