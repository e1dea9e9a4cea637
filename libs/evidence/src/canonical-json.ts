// The one written form of a JSON value: what is hashed must not depend on key order or spacing.
import canonicalize from 'canonicalize';

/**
 * Canonical JSON (RFC 8785) of a JSON value: keys in UTF-16 order, no spacing, numbers as ECMAScript writes them.
 * Members that are `undefined` are left out. Throws on what JSON cannot hold: `NaN`, infinities, lone surrogates, cycles.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('GW_NOT_JSON: the value has no JSON form');
  return text;
}
