import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../problems.js';
import { parseJsonText, parseRecordText } from './parse-text.js';
import { LIMITS } from './schema.js';

function refusal(text: string): GatewayError {
  try {
    parseRecordText(text);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('parseRecordText', () => {
  it('reads JSON', () => {
    expect(parseRecordText(' {"a": [1, "x:{y", {"b\\"c": null}], "d": {}} ')).toEqual({
      a: [1, 'x:{y', { 'b"c': null }],
      d: {},
    });
  });

  it.each([
    ['at the root', '{"revision":1,"revision":2}', '/revision', 'revision'],
    ['written otherwise', '{"revision":1,"\\u0072evision":1}', '/revision', 'revision'],
    ['in a list', '{"work":{"jobs":[{},{"jobId":1,"jobId":1}]}}', '/work/jobs/1/jobId', 'work.jobs[].jobId'],
    ['under an unknown key', '{"taro":{"jiro":1,"jiro":1}}', '/?/?', '?'],
    ['unknown in a known place', '{"work":{"jiro":1,"jiro":1}}', '/work/?', '?'],
    ['`__proto__`', '{"__proto__":1,"__proto__":2}', '/?', '?'],
    ['an index', '{"a":{"1":1,"1":2}}', '/?/?', '?'],
  ])('refuses a key named twice: %s', (_where, text, pointer, path) => {
    const error = refusal(text);
    expect(error.code).toBe('GW_DUPLICATE_KEY');
    expect(error.errors).toEqual([{ pointer, path, detail: 'is named twice in one object' }]);
    expect(JSON.stringify([error.message, error.errors])).not.toMatch(/taro|jiro/);
  });

  it('takes the same key in two objects, and `__proto__` once', () => {
    expect(Object.keys(parseRecordText('{"__proto__":{"a":1},"b":{"a":1}}') as object)).toEqual(['__proto__', 'b']);
  });

  it('takes 32 levels and refuses 33, however long', () => {
    expect(parseRecordText(nested(LIMITS.depth))).toBeDefined();
    expect(refusal(nested(LIMITS.depth + 1)).code).toBe('GW_TOO_DEEP');
    expect(refusal('['.repeat(LIMITS.recordBytes)).code).toBe('GW_TOO_DEEP');
    expect(parseRecordText(`"${'['.repeat(100)}"`)).toHaveLength(100);
  });

  it('counts bytes, not characters', () => {
    const ascii = `"${'a'.repeat(LIMITS.recordBytes - 2)}"`;
    expect(parseRecordText(ascii)).toHaveLength(LIMITS.recordBytes - 2);
    expect(refusal(`${ascii} `).code).toBe('GW_TOO_LONG');
    expect(refusal(`"${'車'.repeat(LIMITS.recordBytes / 2)}"`).code).toBe('GW_TOO_LONG');
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a":1}{"a":1}',
    "{'a':1}",
    '{"a":1,}',
    '{/**/}',
    'NaN',
    '{"taro":tanaka}',
    '"',
    '"\\',
    '\ufeff{}',
  ])('refuses what is not JSON: %s', (text) => {
    const error = refusal(text);
    expect(error.code).toBe('GW_INVALID_JSON');
    expect(error.message).not.toMatch(/taro|tanaka/);
  });

  it('throws nothing but its declared errors, on any text', () => {
    const jsonish = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', ' ', '"a":1', '\\u0061'),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          jsonish.map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            expect(parseRecordText(text)).toEqual(JSON.parse(text));
          } catch (error) {
            expect(error).toBeInstanceOf(GatewayError);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('gives back every JSON value whose keys are distinct', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, noNullPrototype: true } as never), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(parseRecordText(text))).toBe(text);
      }),
    );
  });
});

describe('parseJsonText', () => {
  it('reads JSON of any size', () => {
    const text = JSON.stringify({ document: 'a'.repeat(LIMITS.recordBytes), deep: [[{ b: null }]] });
    expect(parseJsonText(text)).toEqual(JSON.parse(text));
    expect(Object.keys(parseJsonText('{"__proto__":1}') as object)).toEqual(['__proto__']);
  });

  it.each([
    ['{"kind":"erasure","kind":"cessation"}', 'GW_DUPLICATE_KEY'],
    ['{"taro":{"jiro":1,"\\u006airo":2}}', 'GW_DUPLICATE_KEY'],
    ['['.repeat(500_000), 'GW_TOO_DEEP'],
    ['{"taro":', 'GW_INVALID_JSON'],
    ['', 'GW_INVALID_JSON'],
  ])('refuses %.40s', (text, code) => {
    const refuse = () => parseJsonText(text);
    expect(refuse).toThrow(code);
    expect(refuse).not.toThrow(/taro|jiro/);
  });
});
