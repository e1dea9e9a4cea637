// The MAC of short parts is the platform's own, byte for byte.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyedMac } from './keyed-mac.js';

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37) % 256));
const mac = createKeyedMac(key);

/** RFC 2104 by the platform, over each part after its length. */
function byThePlatform(parts: readonly (Uint8Array | string)[]): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) {
    const bytes = Buffer.from(part as string);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return hmac.digest('base64url');
}

const anyPart = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 400 }),
  fc.string({ minLength: 300, maxLength: 600 }),
);

describe('createKeyedMac', () => {
  it('gives the MAC of RFC 2104 for parts of any length', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 5 }), (parts) => mac(...parts) === byThePlatform(parts)),
      { numRuns: 2_000 },
    );
  });

  it.each([336, 337, 338, 339, 340, 341, 342, 1_020, 1_021])(
    'and around the longest it writes itself: %i',
    (length) => {
      for (const character of ['a', 'é', '走', '\u{1F697}', '\ud83d']) {
        const text = character.repeat(length);
        expect(mac(text)).toBe(byThePlatform([text]));
      }
    },
  );

  it('leaves nothing of a longer one in a shorter one after it', () => {
    const before = mac('ab');
    mac('a much longer part than the other', 'and another');
    expect(mac('ab')).toBe(before);
  });

  it('takes keys of 32 bytes alone', () => {
    expect(() => createKeyedMac(Buffer.alloc(31))).toThrow('a key has 32 bytes');
  });
});
