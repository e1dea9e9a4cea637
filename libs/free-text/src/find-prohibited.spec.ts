// Numbers that are never accepted: told by check digit, and by how they stand in the text.
import { describe, expect, it } from '@jest/globals';
import { findProhibited, isCardNumber, isIndividualNumber } from './find-prohibited.js';

describe('check digits', () => {
  it.each(['12345678901', '98765432109', '00000000000'])('one check digit fits %s', (head) => {
    const fitting = Array.from({ length: 10 }, (_, digit) => `${head}${digit}`).filter(isIndividualNumber);
    expect(fitting).toHaveLength(1);
  });

  it('individual number by the published weights', () => {
    expect(isIndividualNumber('123456789018')).toBe(true);
    expect(isIndividualNumber('123456789012')).toBe(false);
  });

  it.each([
    '4111111111111111',
    '5555555555554444',
    '378282246310005',
    '30569309025904',
    '3530111333300000',
    '6011111111111117',
  ])('card %s', (digits) => {
    expect(isCardNumber(digits)).toBe(true);
    expect(isCardNumber(digits.slice(0, -1) + String((Number(digits.at(-1)) + 1) % 10))).toBe(false);
  });
});

describe('in a text', () => {
  it.each([
    ['マイナンバー：１２３４５６７８９０１８', 'individual-number', true],
    ['個人番号 123456789018', 'individual-number', true],
    ['1234-5678-9018', 'individual-number', true],
    ['伝票 123456789018', 'individual-number', false],
    ['4111 1111 1111 1111', 'card-number', true],
    ['3782-822463-10005', 'card-number', true],
    ['カード番号4111111111111111', 'card-number', true],
    ['ref 4111111111111111', 'card-number', false],
  ])('%s', (text, kind, labelled) => {
    const finds = findProhibited(text);
    expect(finds).toMatchObject([{ kind, labelled }]);
    expect(text.slice(finds[0]?.start, finds[0]?.end)).toMatch(/^[0-9０-９][0-9０-９ -]+$/);
  });

  it.each([
    '123456789012',
    '4111111111111112',
    '34116860907',
    '+123456789018',
    '20260115123456',
    '2026-01-15 12:34:56',
    '',
  ])('nothing in %s', (text) => {
    expect(findProhibited(text)).toEqual([]);
  });
});
