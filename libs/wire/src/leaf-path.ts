// How the path of a leaf is written: keys joined by `.`, arrays as `[]`, an odd key quoted.

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** True for a key written bare in a path. Any other key is never in the catalogue. */
export function isPlainKey(key: string): boolean {
  return PLAIN_KEY.test(key);
}

/** The path of `key` inside the container at `parent` (`''` for the record itself): `a`, `a.b`, `a.["x y"]`. */
export function childPath(parent: string, key: string): string {
  const step = isPlainKey(key) ? key : `[${JSON.stringify(key)}]`;
  return parent === '' ? step : `${parent}.${step}`;
}

/** The path of any element of the array at `parent`: all elements share one. */
export function elementPath(parent: string): string {
  return `${parent}[]`;
}
