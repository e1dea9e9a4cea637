// Where a sign-in leads back to is a path of ours, whatever was asked for.
import { describe, expect, it } from '@jest/globals';
import { pathOf } from './session-routes.js';

const ORIGIN = 'https://desk.example';

describe('the way back', () => {
  it.each([
    ['/', '/'],
    ['/flows?from=2026-11-01&lang=ja', '/flows?from=2026-11-01&lang=ja'],
    ['/a/../flows', '/flows'],
  ])('is kept: %s', (wanted, path) => expect(pathOf(wanted, ORIGIN)).toBe(path));

  it.each([
    ...['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example/x', '/x/..//evil.example'],
    ...['/.//desk.example//evil.example/x', '/session/start', '/./session/end', 'flows', '', 'javascript:alert(1)'],
    ...[undefined, ['/flows'], 7],
  ])('is the first page instead of %j', (wanted) => expect(pathOf(wanted, ORIGIN)).toBe('/'));
});
