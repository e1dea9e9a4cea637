// A bounded memory of pure answers: two generations, the older dropped whole.

export interface Memo<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** Keeps at least the `entries` most recently used and at most twice as many; 0 keeps nothing. Never throws. */
export function createMemo<K, V>(entries: number): Memo<K, V> {
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  function set(key: K, value: V): void {
    if (entries <= 0) return;
    if (young.size >= entries) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  }
  return {
    set,
    get(key) {
      const known = young.get(key);
      if (known !== undefined) return known;
      const aged = old.get(key);
      if (aged !== undefined) set(key, aged);
      return aged;
    },
  };
}
