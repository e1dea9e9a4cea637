// Commitments: a hash that shows nothing without its salt, and nothing any more once the salt is erased.
import { hash } from 'node:crypto';

/** Bytes of a salt. */
export const SALT_BYTES = 16;

/** UTF-8 bytes of a UTF-16 unit, at most. */
const UNIT_BYTES = 3;
/** Longer data has a buffer of its own. */
const room = Buffer.alloc(SALT_BYTES + 16_384);

/**
 * base64url SHA-256 of salt ‖ bytes; a string counts as its UTF-8 bytes. The salt must be 16 bytes, so that where it ends
 * is never in doubt; any other length throws.
 */
export function commitment(salt: Uint8Array, data: Uint8Array | string): string {
  if (salt.length !== SALT_BYTES) throw new TypeError('GW_SALT_LENGTH: a salt has 16 bytes');
  const most = SALT_BYTES + data.length * (typeof data === 'string' ? UNIT_BYTES : 1);
  const bytes = most <= room.length ? room : Buffer.allocUnsafe(most);
  bytes.set(salt);
  let end = SALT_BYTES;
  if (typeof data === 'string') end += bytes.write(data, SALT_BYTES, 'utf8');
  else {
    bytes.set(data, SALT_BYTES);
    end += data.length;
  }
  return hash('sha256', bytes.subarray(0, end), 'base64url');
}
