// What of a notice the desk keeps.
import { describe, expect, it } from '@jest/globals';
import { noticeOf } from './notice-of.js';

describe('a notice', () => {
  it('keeps words, numbers and flags', () => {
    const told = { kind: 'state', state: 'running', lag: 3, ready: true, at: '2026-11-22T00:00:00Z' };
    expect(noticeOf('gatekeeper', told)).toEqual({ app: 'gatekeeper', kind: 'state', told });
  });

  it('leaves out anything that could be a value', () => {
    const payload = { state: 'held', name: '田中 太郎', text: 'two words', nested: { a: 1 }, 'a key': 1 };
    expect(noticeOf('intake', payload)).toEqual({ app: 'intake', kind: 'state', told: { state: 'held' } });
    expect(noticeOf('two words', { state: 'x' })).toBeNull();
    expect(noticeOf('intake', 'text')).toBeNull();
  });
});
