// Commitments: a hash that shows nothing without its salt, and nothing any more once the salt is erased.
import { createHash } from 'node:crypto';

/** Bytes of a salt. */
export const SALT_BYTES = 16;

/**
 * base64url SHA-256 of salt ‖ bytes; a string counts as its UTF-8 bytes. The salt must be 16 bytes, so that where it ends
 * is never in doubt; any other length throws.
 */
export function commitment(salt: Uint8Array, data: Uint8Array | string): string {
  if (salt.length !== SALT_BYTES) throw new TypeError('GW_SALT_LENGTH: a salt has 16 bytes');
  return createHash('sha256').update(salt).update(data).digest('base64url');
}
