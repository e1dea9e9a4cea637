import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldChassisNumber, foldCode, foldVin } from './fold-identifier.js';
import { hasCheckDigit, hasKnownWmi } from './vin.js';

describe('folding of identifiers [R26]', () => {
  it.each([
    ['wba71dc010ch14720', 'WBA71DC010CH14720'],
    [' WBA 71DC0-10CH14720 ', 'WBA71DC010CH14720'],
    ['ＷＢＡ７１ＤＣ０１０ＣＨ１４７２０', 'WBA71DC010CH14720'],
    ['WBA71DC0‐10CH14720', 'WBA71DC010CH14720'],
  ])('VIN %s', (typed, vin) => expect(foldVin(typed)).toBe(vin));

  it.each([
    ['zc6－012345', 'ZC6-012345'],
    ['ZC6ー012345', 'ZC6-012345'],
    ['ZC6 - 012345', 'ZC6-012345'],
    ['国［01］23456国', '国[01]23456国'],
  ])('chassis number %s', (typed, chassis) => expect(foldChassisNumber(typed)).toBe(chassis));

  it.each([
    [' ００００５５６ ', '0000556'],
    ['0000556', '0000556'],
    ['０１４００１５７４８８', '01400157488'],
    ['a-1b', 'a-1b'],
  ])('code %s', (typed, code) => expect(foldCode(typed)).toBe(code));

  it.each([foldVin, foldChassisNumber, foldCode])('%p is idempotent on any text', (fold) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(fold(fold(text))).toBe(fold(text))),
      {
        numRuns: 2_000,
      },
    );
  });
});

describe('what is noted of a VIN', () => {
  it.each([
    ['1M8GDM9AXKP042788', true], // the example of the regulation
    ['WBA71DC010CH14720', true],
    ['11111111111111111', true],
    ['WBA71DC020CH14720', false],
  ])('check digit of %s: %p', (vin, holds) => expect(hasCheckDigit(vin)).toBe(holds));

  it('knows the plants', () => {
    expect(hasKnownWmi('WBA71DC010CH14720')).toBe(true);
    expect(hasKnownWmi('1M8GDM9AXKP042788')).toBe(false);
  });
});
