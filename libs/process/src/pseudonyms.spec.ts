import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPseudonyms } from './pseudonyms.js';

const secret = (fill: number) => Buffer.alloc(32, fill).toString('base64url');
const pseudonyms = createPseudonyms(secret(1));

describe('createPseudonyms', () => {
  it('gives 43 characters of base64url, the same for the same under one secret', () => {
    const again = createPseudonyms(secret(1));
    expect(pseudonyms.recordKey('D001', 'R1')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(again.recordKey('D001', 'R1')).toBe(pseudonyms.recordKey('D001', 'R1'));
  });

  it('keeps its results over versions: streams and tables already hold them', () => {
    expect(pseudonyms.recordKey('D001', 'R1')).toBe('i6-SXvgPL2BqG2Qw9XVY0LmHAH9TJIHvIHhd2aHLTs4');
    expect(pseudonyms.outwardRecordId('bmw-japan', 'D001', 'R1')).toBe('-bbMHX3k5nxNU8bDQgQy3LkFYYKVZGPxMV6Agzv6-CQ');
  });

  it('differs by secret, by use and by audience', () => {
    const other = createPseudonyms(secret(2));
    const all = [
      pseudonyms.recordKey('D001', 'R1'),
      other.recordKey('D001', 'R1'),
      pseudonyms.subject('D001', 'R1'),
      pseudonyms.outwardRecordId('bmw-japan', 'D001', 'R1'),
      pseudonyms.outwardRecordId('bmw-japan-finance', 'D001', 'R1'),
      pseudonyms.vehicle('R1'),
      pseudonyms.person('R1'),
      pseudonyms.contentMac('R1'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('never gives two lists of parts one pseudonym', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        fc.pre(a !== c || b !== d);
        return pseudonyms.recordKey(a, b) !== pseudonyms.recordKey(c, d);
      }),
    );
    expect(pseudonyms.recordKey('D0', '01')).not.toBe(pseudonyms.recordKey('D00', '1'));
  });

  it('macs text and its bytes alike', () => {
    expect(pseudonyms.contentMac('走行')).toBe(pseudonyms.contentMac(Buffer.from('走行')));
  });

  it('refuses a secret of another length', () => {
    expect(() => createPseudonyms('short')).toThrow('the pseudonym secret is not 32 bytes of base64url');
  });
});
