// A cursor is what was sealed, for whom it was sealed, or nothing.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Place } from '#kafka';
import { GatewayError } from '#wire';
import { createCursors } from './cursors.js';

const secret = () => randomBytes(32).toString('base64url');
const cursors = createCursors(secret());
const owner = { stream: 'bmw-japan-finance.joint.valuation', party: 'bmw-japan-finance' };
const places: fc.Arbitrary<Place> = fc.record({
  topicId: fc.uuid(),
  offsets: fc.array(fc.bigInt(0n, 2n ** 63n - 1n), { minLength: 1, maxLength: 64 }),
});

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

describe('a cursor', () => {
  it('gives back the place it was sealed with', () => {
    fc.assert(fc.property(places, (place) => expect(cursors.open(owner, cursors.seal(owner, place))).toEqual(place)));
  });

  it('with any bit of it flipped is refused', () => {
    fc.assert(
      fc.property(places, fc.nat(), (place, drawn) => {
        const bytes = Buffer.from(cursors.seal(owner, place), 'base64url');
        const bit = drawn % (bytes.length * 8);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(refusal(() => cursors.open(owner, bytes.toString('base64url')))).toBe('GW_INVALID_CURSOR');
      }),
    );
    const bytes = Buffer.from(
      cursors.seal(owner, { topicId: '8a2c7b5e-0000-4000-8000-000000000001', offsets: [7n] }),
      'base64url',
    );
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(refusal(() => cursors.open(owner, flipped.toString('base64url')))).toBe('GW_INVALID_CURSOR');
    }
  });

  it('written in another way, cut or added to is refused', () => {
    fc.assert(
      fc.property(places, fc.nat(), fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }), (place, drawn, more) => {
        const cursor = cursors.seal(owner, place);
        const at = drawn % cursor.length;
        for (const other of [
          cursor.slice(0, at),
          cursor + more,
          more + cursor,
          cursor.slice(0, at) + more + cursor.slice(at),
        ]) {
          expect(refusal(() => cursors.open(owner, other))).toBe('GW_INVALID_CURSOR');
        }
      }),
    );
    // The last character of some lengths holds bits that are not read.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const offsets of [[1n], [1n, 2n], [1n, 2n, 3n]]) {
      const cursor = cursors.seal(owner, { topicId: '8a2c7b5e-0000-4000-8000-000000000001', offsets });
      for (const last of alphabet.replace(cursor.at(-1)!, '')) {
        expect(refusal(() => cursors.open(owner, cursor.slice(0, -1) + last))).toBe('GW_INVALID_CURSOR');
      }
    }
  });

  it.each(['', 'AQ', 'not a cursor', '%', 'A'.repeat(10_000), '🚗'])('is not %.12s', (text) => {
    expect(refusal(() => cursors.open(owner, text))).toBe('GW_INVALID_CURSOR');
  });

  it('of another member or stream is refused, and said to be so', () => {
    const place = { topicId: '8a2c7b5e-0000-4000-8000-000000000001', offsets: [1n, 2n] };
    const network = 'dealer-network.joint.workshop-service';
    const sealed = cursors.seal({ stream: network, party: 'dealer:D001' }, place);
    for (const other of [
      { stream: network, party: 'dealer:D002' },
      { stream: owner.stream, party: 'dealer:D001' },
      owner,
    ]) {
      expect(refusal(() => cursors.open(other, sealed))).toBe('GW_FOREIGN_CURSOR');
    }
    // Where the one ends and the other begins is part of it.
    const shifted = cursors.seal({ stream: 'a.b', party: 'c' }, place);
    expect(refusal(() => cursors.open({ stream: 'a.', party: 'bc' }, shifted))).toBe('GW_FOREIGN_CURSOR');
  });

  it('of another secret, or of another version, is refused', () => {
    const place = { topicId: '8a2c7b5e-0000-4000-8000-000000000001', offsets: [1n] };
    expect(refusal(() => cursors.open(owner, createCursors(secret()).seal(owner, place)))).toBe('GW_INVALID_CURSOR');
  });

  it('names neither member nor stream', () => {
    const text = Buffer.from(
      cursors.seal(owner, { topicId: '8a2c7b5e-0000-4000-8000-000000000001', offsets: [1n] }),
      'base64url',
    );
    expect(text.toString('latin1')).not.toContain('finance');
  });
});
