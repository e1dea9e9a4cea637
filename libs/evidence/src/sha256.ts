// SHA-256 as everything here writes it.
import { hash } from 'node:crypto';

/** base64url SHA-256 of bytes, or of the UTF-8 bytes of a string: 43 characters, no padding. */
export function sha256(data: Uint8Array | string): string {
  return hash('sha256', data, 'base64url');
}
