import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLineSplitter } from './lines.js';

const split = (pieces: readonly Buffer[], limit = 1_000) => {
  const splitter = createLineSplitter(limit);
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()].map(({ number, bytes }) => ({
    number,
    text: bytes?.toString() ?? null,
  }));
};

describe('createLineSplitter', () => {
  it('numbers lines, leaves blank ones out but counts them, and needs no last line end', () => {
    expect(split([Buffer.from('a\r\n\n \t\r\nb\nc')])).toEqual([
      { number: 1, text: 'a\r' },
      { number: 4, text: 'b' },
      { number: 5, text: 'c' },
    ]);
    expect(split([Buffer.from('a\n')])).toEqual([{ number: 1, text: 'a' }]);
    expect(split([])).toEqual([]);
  });

  it('drops a byte order mark before the first line alone', () => {
    expect(split([Buffer.from('\ufeffa\n\ufeffb')])).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: '\ufeffb' },
    ]);
  });

  it('gives up a line over the limit and goes on after it', () => {
    expect(split([Buffer.from('12345\n123456\n'), Buffer.from('123'), Buffer.from('456\n1')], 5)).toEqual([
      { number: 1, text: '12345' },
      { number: 2, text: null },
      { number: 3, text: null },
      { number: 4, text: '1' },
    ]);
  });

  it('keeps no more than the limit of an endless line', () => {
    const splitter = createLineSplitter(10);
    for (let piece = 0; piece < 1_000; piece++) expect(splitter.push(Buffer.alloc(100, 'x'))).toEqual([]);
    expect(splitter.end()).toEqual([{ number: 1, bytes: null }]);
  });

  it('gives the same lines however the bytes are cut', () => {
    const text = fc.array(fc.constantFrom('', 'a', '車', 'long line', ' ', '\r'), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (lines, cuts) => {
        const bytes = Buffer.from(lines.join('\n'));
        const at = [...new Set(cuts.filter((cut) => cut < bytes.length))].sort((one, other) => one - other);
        const pieces = [0, ...at].map((from, index) => bytes.subarray(from, [...at, bytes.length][index]));
        expect(split(pieces, 5)).toEqual(split([bytes], 5));
      }),
    );
  });
});
