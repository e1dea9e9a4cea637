// How identifiers are folded: what people type in many ways becomes one form, before anything is validated or hashed.

/** Dashes in Japanese and Western typing, the long-vowel mark and the minus sign included. */
const DASHES = /[\p{Pd}\u2212\u2500\u30FC]/gu;
const SPACES = /\s+/gu;

/** ASCII letters only, so that folding twice changes nothing more. */
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** A VIN: NFKC, upper case, without spaces and hyphens. Never throws; idempotent. */
export function foldVin(text: string): string {
  return upper(text.normalize('NFKC').replace(SPACES, '').replace(DASHES, '')).normalize('NFKC');
}

/** A Japanese chassis number: NFKC, upper case, without spaces, every dash a hyphen. Never throws; idempotent. */
export function foldChassisNumber(text: string): string {
  return upper(text.normalize('NFKC').replace(SPACES, '').replace(DASHES, '-')).normalize('NFKC');
}

/** A labour code or part number: NFKC, trimmed; leading zeros stay. Never throws; idempotent. */
export function foldCode(text: string): string {
  return text.normalize('NFKC').trim().normalize('NFKC');
}
