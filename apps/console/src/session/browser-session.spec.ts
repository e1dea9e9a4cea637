// Whose requests a session counts for: those our own page sent, and sealed text only we wrote.
import { createSealer } from '#auth';
import { describe, expect, it } from '@jest/globals';
import { cookieOf, createSessionToken, fitsInParts, isFromOurPage, setCookie, setInParts } from './browser-session.js';

const ORIGIN = 'https://desk.example';
const request = (method: string, headers: Record<string, string> = {}) => ({ method, headers });

describe('a request', () => {
  it.each([
    ['reads from our page', request('GET', { 'sec-fetch-site': 'same-origin' }), true],
    ['reads in a browser that does not say', request('GET'), true],
    ['reads from another page', request('GET', { 'sec-fetch-site': 'cross-site' }), false],
    ['reads from another port of this host', request('GET', { 'sec-fetch-site': 'same-site' }), false],
    ['writes from our page', request('POST', { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }), true],
    ['writes from another page', request('POST', { origin: 'https://evil.example' }), false],
    ['writes from nowhere', request('POST'), false],
    ['writes from a sandboxed frame', request('POST', { origin: 'null' }), false],
  ])('that %s', (_what, given, isOurs) => {
    expect(isFromOurPage(given, ORIGIN)).toBe(isOurs);
  });
});

describe('a session', () => {
  const sealer = createSealer('desk-session', 'a secret of some length, to seal with');
  const token = createSessionToken(sealer, 'desk-session', ORIGIN);
  it('is the token that was sealed, for our page alone', async () => {
    const sealed = await sealer.seal({ token: 'abc' }, 60);
    const cookie = `other=1; desk-session=${sealed}`;
    expect(await token(request('GET', { cookie }))).toBe('abc');
    expect(await token(request('POST', { cookie }))).toBeNull();
    expect(await token(request('GET', {}))).toBeNull();
  });
  it('is none when it lapsed, was changed, or was sealed for another use or with another secret', async () => {
    const sealed = await sealer.seal({ token: 'abc' }, 60);
    const others = [
      await sealer.seal({ token: 'abc' }, -1),
      `${sealed.slice(0, -3)}AAA`,
      await createSealer('desk-sign-in', 'a secret of some length, to seal with').seal({ token: 'abc' }, 60),
      await createSealer('desk-session').seal({ token: 'abc' }, 60),
      'abc',
    ];
    for (const other of others) expect(await token(request('GET', { cookie: `desk-session=${other}` }))).toBeNull();
  });
  it.each([
    ['one cookie', 'one', 300, 1],
    ['two, for a token longer than a cookie', 'two', 4_000, 2],
    ['three, for one of 8 KB', 'three', 8_192, 3],
  ])('is kept in %s', async (_what, name, length, parts) => {
    const whole = createSessionToken(sealer, name, ORIGIN);
    const value = await sealer.seal({ token: 'x'.repeat(length) }, 60);
    const given = setInParts({ name, value, path: '/', sameSite: 'Strict', maxAgeS: 5, secure: true });
    expect(given.filter((header) => header.includes('Max-Age=5;'))).toHaveLength(parts);
    for (const header of given) expect(header.length).toBeLessThan(4_096);
    expect(fitsInParts(value)).toBe(true);
    const sent = given.filter((header) => !header.includes('Max-Age=0;')).map((header) => header.split(';')[0]);
    expect(await whole(request('GET', { cookie: sent.join('; ') }))).toHaveLength(length);
  });
  it('does not fit where three cookies cannot keep it', () => {
    expect([3 * 3_800, 3 * 3_800 + 1].map((length) => fitsInParts('x'.repeat(length)))).toEqual([true, false]);
  });
  it('is taken away whole', () => {
    const given = setInParts({ name: 's', value: '', path: '/', sameSite: 'Strict', maxAgeS: 5, secure: true });
    expect(given.map((header) => header.split(';')[0])).toEqual(['s=', 's-2=', 's-3=']);
    for (const header of given) expect(header).toContain('Max-Age=0;');
  });
  it('is out of reach of scripts and other sites [R48]', () => {
    const header = setCookie({ name: 's', value: 'v', path: '/', sameSite: 'Strict', maxAgeS: 5, secure: true });
    expect(header).toBe('s=v; Path=/; Max-Age=5; HttpOnly; SameSite=Strict; Secure');
    expect(cookieOf(request('GET', { cookie: 's=a=b' }), 's')).toBe('a=b');
  });
});
