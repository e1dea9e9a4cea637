// What is written by hand is what `JSON.stringify` writes.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../../test/articles/runs.ts';
import { scalarJson, textJson } from './write-json.js';

describe('scalars in JSON', () => {
  it('are written as the platform writes them', () => {
    const odd = fc.constantFrom(
      '"',
      '\\',
      '\u0000',
      '\u001f',
      '\n',
      '\u2028',
      '\ud800',
      '\udfff',
      '😀',
      '漢',
      '\u007f',
      'a',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.array(odd, { maxLength: 120 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        expect(textJson(each)).toBe(JSON.stringify(each));
        expect(scalarJson(each)).toBe(JSON.stringify(each));
      }),
      runs(5_000),
    );
  });

  it.each([0, -0, 1.5, 1e21, null, true, false])('%p too', (value) => {
    expect(scalarJson(value)).toBe(JSON.stringify(value));
  });
});
