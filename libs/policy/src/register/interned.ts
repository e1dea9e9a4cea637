// One copy of every list that many subjects share: consents differ in who gave them, hardly in what they name.

export interface Interned {
  /** The frozen list equal to `names`, the same one each time. */
  list(names: readonly string[]): readonly string[];
}

/** Lists longer than this, or beyond so many different ones, are kept as they come. */
const LONGEST = 32;
const MOST = 10_000;

export function createInterned(): Interned {
  const known = new Map<string, readonly string[]>();
  return {
    list(names) {
      if (names.length > LONGEST) return Object.freeze([...names]);
      const key = JSON.stringify(names);
      const same = known.get(key);
      if (same !== undefined) return same;
      const kept = Object.freeze([...names]);
      if (known.size < MOST) known.set(key, kept);
      return kept;
    },
  };
}
