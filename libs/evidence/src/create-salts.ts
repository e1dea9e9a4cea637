// Salts, drawn in bulk: one call to the system's random source serves a thousand decisions.
import { randomFillSync } from 'node:crypto';
import { SALT_BYTES } from './commitment.js';

/** Salts drawn at once. */
const SALTS_PER_DRAW = 1024;

/**
 * Gives a function that returns 16 fresh random bytes at each call, never the same slice twice. The bytes share a pool
 * that is never refilled in place, so a salt may be kept.
 */
export function createSalts(): () => Buffer {
  let pool = Buffer.alloc(0);
  let next = 0;
  return () => {
    if (next === pool.length) {
      pool = randomFillSync(Buffer.allocUnsafeSlow(SALTS_PER_DRAW * SALT_BYTES));
      next = 0;
    }
    next += SALT_BYTES;
    return pool.subarray(next - SALT_BYTES, next);
  };
}
