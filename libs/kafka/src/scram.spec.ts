// A credential must be the one a SCRAM client proves itself against.
import { createHmac, hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { randomPassword, scramCredential } from './scram.js';

describe('scramCredential', () => {
  it('is Hi(password, salt, 4096) of RFC 5802', async () => {
    const { salt, saltedPassword, iterations, mechanism, name } = await scramCredential('app-intake', 'pencil');
    let block = createHmac('sha256', 'pencil')
      .update(salt)
      .update(Buffer.from([0, 0, 0, 1]))
      .digest();
    const expected = Buffer.from(block);
    for (let i = 1; i < iterations; i += 1) {
      block = createHmac('sha256', 'pencil').update(block).digest();
      for (let j = 0; j < expected.length; j += 1) expected[j]! ^= block[j]!;
    }
    expect(saltedPassword).toEqual(expected);
    expect([name, mechanism, iterations]).toEqual(['app-intake', 1, 4096]);
  });

  it('salts afresh, refuses an empty password', async () => {
    const [one, two] = await Promise.all([scramCredential('u', 'p'), scramCredential('u', 'p')]);
    expect(one.salt.equals(two.salt)).toBe(false);
    await expect(scramCredential('u', '')).rejects.toThrow('GW_EMPTY_PASSWORD');
  });
});

describe('randomPassword', () => {
  it('is long and never the same', () => {
    const drawn = new Set(Array.from({ length: 100 }, () => hash('sha256', randomPassword())));
    expect(drawn.size).toBe(100);
    expect(randomPassword()).toMatch(/^[\w-]{43}$/);
  });
});
