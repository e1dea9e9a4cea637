import { describe, expect, it } from '@jest/globals';
import { byItems, findTokens } from './scan-sinks.ts';
import type { Token } from './taint.ts';

const word: Token = { text: 'TABC12345678', path: 'customer.name', item: 'name', kind: 'value' };
const number: Token = { text: '41234567', path: 'customer.telephone[]', item: 'telephone', kind: 'value' };

describe('the oracle finds', () => {
  it.each([
    ['a word in any case', 'x tabc12345678 y', [word]],
    ['a word inside a word', 'preTABC12345678post', [word]],
    ['a number', '{"a":41234567}', [number]],
    ['a telephone number', '"09041234567"', [number]],
    ['an international one', '+819041234567', [number]],
    ['nothing in a longer number', '1741234567123 and 941234567', []],
    ['a number beside a letter', 'a41234567', [number]],
    ['a telephone number beside letters', 'phone09041234567', [number]],
    ['one of sixteen digits', '0000000041234567', [number]],
    ['nothing in a trace id', '4bf92f35a41234567b3da6a3ce929d0e', []],
    ['nothing in a UUID', '7d0c1b2a-9a41-4e1f-8b6d-0be41234567f and 41234567-9a41-4e1f-8b6d-0be41234567f', []],
    ['nothing where nothing is', 'TABC1234567', []],
  ])('%s', (_what, text, found) => {
    expect(findTokens([word, number], text)).toEqual(found);
  });
});

describe('by items', () => {
  const may = byItems({ 'provision.a': ['name'] });
  it('lets a value of the item stand in its topic alone', () => {
    expect(may('provision.a', word)).toBe(true);
    expect(may('provision.a', number)).toBe(false);
    expect(may('provision.b', word)).toBe(false);
  });
  it('never lets a key stand', () => {
    expect(may('provision.a', { ...word, kind: 'key' })).toBe(false);
  });
});
