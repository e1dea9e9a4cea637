// A release starts a trace of its own, whatever came in.
import { describe, expect, it } from '@jest/globals';
import { createTraces } from './traces.js';

const FORM = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$/;

describe('traces', () => {
  it.each([
    undefined,
    '',
    'nonsense',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
  ])('gives a fresh traceparent for %p', (source) => {
    const newTrace = createTraces();
    const given = Array.from({ length: 3000 }, () => newTrace(source));
    for (const traceparent of given) expect(traceparent).toMatch(FORM);
    expect(new Set(given).size).toBe(given.length);
    expect(given.join()).not.toContain('4bf92f3577b34da6a3ce929d0e0e4736');
  });
});
