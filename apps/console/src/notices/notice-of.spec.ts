// What of a notice the desk keeps.
import type { Notice } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { noticeOf } from './notice-of.js';

const NOTICE: Notice = {
  app: 'intake',
  kind: 'prohibited-content',
  level: 'alert',
  state: 'refused',
  at: '2026-11-22T00:00:00Z',
  slot: 'intake-0',
  code: 'GW_PROHIBITED_CONTENT',
  count: 3,
  dealer: 'D001',
  paths: ['?', 'work.jobs[].lines[].description'],
};

describe('a notice', () => {
  it('is kept as the wire has it', () => {
    const { app, kind, ...told } = NOTICE;
    expect(noticeOf(NOTICE)).toEqual({ app, kind, told });
  });

  it('leaves out anything that could be a value', () => {
    const told = {
      ...NOTICE,
      state: '田中 太郎',
      at: 'today',
      paths: ['customer.secretKey'],
      dealer: 'a b',
      text: 'x',
      nested: {},
    };
    expect(noticeOf(told)).toMatchObject({ told: { level: 'alert', count: 3 } });
    expect(Object.keys(noticeOf(told)?.told ?? {}).sort()).toEqual(['code', 'count', 'level', 'slot']);
    expect(noticeOf({ ...NOTICE, app: 'two words' })).toBeNull();
    expect(noticeOf('text')).toBeNull();
  });
});
