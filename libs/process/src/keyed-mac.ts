// HMAC-SHA-256 of short texts: one of these is asked for seven times with every record.
import { createHmac, createSecretKey, hash } from 'node:crypto';

/** base64url (43 characters) of the MAC over the parts, each after its length in bytes: no two lists of parts read the same. */
export type KeyedMac = (...parts: readonly (Uint8Array | string)[]) => string;

const KEY_BYTES = 32;
const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const LENGTH_BYTES = 4;
/** Of the parts with their lengths, as many as are written into the inner block; beyond them the platform's own MAC is asked. */
const SHORT_BYTES = 1_024;
/** UTF-8 bytes of a UTF-16 unit, at most. */
const UNIT_BYTES = 3;

const INNER = 0x36;
const OUTER = 0x5c;

/**
 * A MAC under a key of 32 bytes; any other length throws. Short parts take the two hashes of RFC 2104 by themselves: an
 * object of the platform for each MAC takes more than twice as long. Never throws.
 */
export function createKeyedMac(key: Uint8Array): KeyedMac {
  if (key.length !== KEY_BYTES) throw new TypeError(`a key has ${KEY_BYTES} bytes`);
  const inner = padded(key, INNER, SHORT_BYTES);
  const outer = padded(key, OUTER, DIGEST_BYTES);
  const secretKey = createSecretKey(key);
  /** The inner block with what is written behind it, by its length: no view is made for each MAC. */
  const views: Buffer[] = [];

  return (...parts) => {
    let most = 0;
    for (const part of parts)
      most += LENGTH_BYTES + (typeof part === 'string' ? part.length * UNIT_BYTES : part.length);
    if (most > SHORT_BYTES) return longMac(parts);
    let end = BLOCK_BYTES;
    for (const part of parts) {
      const start = end + LENGTH_BYTES;
      end = start + writePart(part, start);
      inner.writeUInt32BE(end - start, start - LENGTH_BYTES);
    }
    // As hexadecimal digits: no buffer is made for what is written on at once.
    const view = (views[end] ??= inner.subarray(0, end));
    outer.write(hash('sha256', view, 'hex'), BLOCK_BYTES, 'hex');
    return hash('sha256', outer, 'base64url');
  };

  function writePart(part: Uint8Array | string, start: number): number {
    if (typeof part === 'string') return writeText(part, start);
    inner.set(part, start);
    return part.length;
  }

  /** Nearly all are ASCII: written here, in less time than it takes to ask the platform. */
  function writeText(text: string, start: number): number {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > 127) return inner.write(text, start, 'utf8');
      inner[start + at] = unit;
    }
    return text.length;
  }

  function longMac(parts: readonly (Uint8Array | string)[]): string {
    const mac = createHmac('sha256', secretKey);
    for (const part of parts) {
      const length = Buffer.allocUnsafe(LENGTH_BYTES);
      length.writeUInt32BE(typeof part === 'string' ? Buffer.byteLength(part) : part.length);
      mac.update(length).update(part);
    }
    return mac.digest('base64url');
  }
}

/** A block of the key, each byte changed by `pad`, with room behind it. */
function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + room);
  for (let at = 0; at < BLOCK_BYTES; at += 1) block[at] = (key[at] ?? 0) ^ pad;
  return block;
}
