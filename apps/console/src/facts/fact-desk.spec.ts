// What the outbox and `control` learn of who states a fact.
import { createPseudonyms } from '#process';
import { describe, expect, it } from '@jest/globals';
import { namedClient } from './fact-desk.js';

const pseudonyms = createPseudonyms(Buffer.alloc(32, 7).toString('base64url'));

describe('who states a fact', () => {
  it('is a client by its id', () => {
    expect(namedClient({ client: 'dpo' }, pseudonyms)).toBe('dpo');
  });

  it('is a person by a pseudonym, whatever the client they signed in through', () => {
    const named = namedClient({ client: 'desk', person: 'taro.example' }, pseudonyms);
    expect(named).toMatch(/^person:[A-Za-z0-9_-]{43}$/);
    expect(named).not.toContain('taro');
    expect(namedClient({ client: 'other', person: 'taro.example' }, pseudonyms)).toBe(named);
    expect(namedClient({ client: 'desk', person: 'hanako.example' }, pseudonyms)).not.toBe(named);
  });
});
