// Scalars as `JSON.stringify` writes them, without calling it for what needs no escape.
import type { JsonScalar } from '#wire';

/** Beyond it the call costs less than the look. */
const SHORT = 100;

/** True where a text stands in JSON as it is: no quote, no backslash, no control character, no surrogate. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff)) return false;
  }
  return true;
}

/** A text in JSON. Never throws. */
export function textJson(text: string): string {
  return text.length <= SHORT && isPlain(text) ? `"${text}"` : JSON.stringify(text);
}

/** A scalar in JSON. Never throws. */
export function scalarJson(value: JsonScalar): string {
  return typeof value === 'string' ? textJson(value) : JSON.stringify(value);
}
