// Which partition a key goes to: the same as Java's default partitioner, everywhere.

const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;
const SHIFT = 24;

/** UTF-8 bytes of a UTF-16 unit, at most. */
const UNIT_BYTES = 3;
/** Keys are short: one is written here to be hashed, and no buffer made for it. */
const room = Buffer.alloc(1_024);

/**
 * Partition of `key` among `partitions`: Kafka's murmur2, its sign cut off, modulo the count. Equal to the Java client's.
 * A string counts as its UTF-8 bytes.
 */
export function partitionOf(key: Uint8Array | string, partitions: number): number {
  return (hashOf(key) & 0x7fffffff) % partitions;
}

function hashOf(key: Uint8Array | string): number {
  if (typeof key !== 'string') return murmur2(key);
  if (key.length * UNIT_BYTES > room.length) return murmur2(Buffer.from(key));
  return murmur2(room, room.write(key));
}

/** Kafka's murmur2 of the first `length` bytes, as a signed 32-bit number. */
export function murmur2(data: Uint8Array, length = data.length): number {
  let hash = SEED ^ length;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let k = data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24);
    k = Math.imul(k, MIX);
    k ^= k >>> SHIFT;
    hash = Math.imul(hash, MIX) ^ Math.imul(k, MIX);
  }
  if (whole < length) {
    if (length - whole > 2) hash ^= data[whole + 2]! << 16;
    if (length - whole > 1) hash ^= data[whole + 1]! << 8;
    hash ^= data[whole]!;
    hash = Math.imul(hash, MIX);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, MIX);
  return hash ^ (hash >>> 15);
}
