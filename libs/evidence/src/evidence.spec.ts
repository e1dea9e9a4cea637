// The forms and hashes that recipients and auditors recompute on their own.
import { createHash, hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Pattern } from '#wire';
import { canonicalJson, commitment, createSalts, patternId, sha256 } from './index.js';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.3', () => {
    const value = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      דּ: 'Hebrew Letter Dalet With Dagesh',
      1: 'One',
      '😀': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    };
    const names = Object.values(JSON.parse(canonicalJson(value)) as object);
    expect(canonicalJson(value).startsWith('{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":')).toBe(true);
    expect(names).toHaveLength(7);
    expect(canonicalJson([1e30, 4.5, 2e-3, 1e-27, -0, 333333333.33333329])).toBe(
      '[1e+30,4.5,0.002,1e-27,0,333333333.3333333]',
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' })), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson(undefined)).toThrow('GW_NOT_JSON');
    expect(() => canonicalJson({ a: Number.NaN })).toThrow();
    expect(() => canonicalJson({ a: '\ud800' })).toThrow();
  });
});

describe('sha256', () => {
  it('gives the known digest of `abc`, for text and bytes alike', () => {
    expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
    expect(sha256(Buffer.from('abc'))).toBe(sha256('abc'));
  });
});

/** Around what a commitment has room for by itself: 16,384 bytes. */
const LONG = [5_461, 5_462, 16_383, 16_384, 16_385, 100_000].flatMap((length) => [
  'a'.repeat(length),
  '走'.repeat(length),
]);

describe('commitment', () => {
  it('is the hash of salt and bytes, one after the other', () => {
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    const bytes = Buffer.from('{"recordId":"r"}');
    expect(commitment(salt, bytes)).toBe(hash('sha256', Buffer.concat([salt, bytes]), 'base64url'));
    expect(commitment(salt, '日本')).toBe(createHash('sha256').update(salt).update('日本', 'utf8').digest('base64url'));
  });

  it('is the same for text and its bytes, of any length', () => {
    const salt = Buffer.alloc(16, 9);
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...LONG));
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'base64url');
        expect(commitment(salt, text)).toBe(expected);
        expect(commitment(salt, Buffer.from(text))).toBe(expected);
      }),
    );
  });

  it('refuses a salt of another length', () => {
    expect(() => commitment(Buffer.alloc(15), 'x')).toThrow('GW_SALT_LENGTH');
  });
});

describe('patternId', () => {
  const verdicts: Pattern['verdicts'] = [
    { path: 'remarks', item: 'unlisted', outcome: 'withhold', clause: '4(1)', reason: 'unlisted' },
  ];

  it('is the hash of the canonical verdicts, whatever the order of their keys', () => {
    const turned = verdicts.map((verdict) => Object.fromEntries(Object.entries(verdict).reverse()));
    expect(patternId(verdicts)).toBe(sha256(canonicalJson(verdicts)));
    expect(patternId(turned as unknown as Pattern['verdicts'])).toBe(patternId(verdicts));
  });

  it('is so for any text', () => {
    const text = fc.string({ unit: 'grapheme' });
    const verdict = fc.record({ path: text, item: text, outcome: text, clause: text, reason: text });
    fc.assert(
      fc.property(fc.array(verdict), (some) => {
        expect(patternId(some as unknown as Pattern['verdicts'])).toBe(sha256(canonicalJson(some)));
      }),
    );
  });

  it('does not remember an array that can still change', () => {
    const changing = structuredClone(verdicts) as unknown as { path: string }[];
    const before = patternId(changing as unknown as Pattern['verdicts']);
    changing[0]!.path = 'vehicle.vin';
    expect(patternId(changing as unknown as Pattern['verdicts'])).not.toBe(before);
  });
});

describe('createSalts', () => {
  it('never gives the same salt twice, and keeps those it gave', () => {
    const next = createSalts();
    const salts = Array.from({ length: 3000 }, () => next());
    const written = salts.map((salt) => salt.toString('hex'));
    expect(new Set(written).size).toBe(3000);
    expect(salts.every((salt) => salt.length === 16)).toBe(true);
    next();
    expect(salts.map((salt) => salt.toString('hex'))).toEqual(written);
  });
});
