import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldDay } from './fold-day.js';
import { isDay } from '../instants.js';

describe('foldDay', () => {
  it.each([
    ['2026-11-22', '2026-11-22'],
    ['2026/11/22', '2026-11-22'],
    ['2026/1/2', '2026-01-02'],
    ['2026年11月22日', '2026-11-22'],
    ['２０２６年１１月２２日', '2026-11-22'],
    ['R8.11.22', '2026-11-22'],
    ['r8.11.22', '2026-11-22'],
    ['Ｒ８．１１．２２', '2026-11-22'],
    ['令和8年11月22日', '2026-11-22'],
    ['令和 8年 11月 22日', '2026-11-22'],
    ['㋿8年11月22日', '2026-11-22'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['H1.1.8', '1989-01-08'],
    ['昭和64年1月7日', '1989-01-07'],
    ['昭和元年12月25日', '1926-12-25'],
    ['大正15年12月25日', '1926-12-25'],
    ['S47.8.3', '1972-08-03'],
    ['大正元年7月30日', '1912-07-30'],
  ])('%s is %s', (typed, day) => expect(foldDay(typed)).toBe(day));

  it.each([
    ['after its era', '平成31年5月1日'],
    ['before its era', '令和元年4月30日'],
    ['before its era', 'S1.12.24'],
    ['year 0 of an era', 'R0.5.1'],
    ['no such day', '2026-02-29'],
    ['no such day', '令和8年2月29日'],
    ['another era', '明治45年1月1日'],
    ['mixed separators', '2026/11-22'],
    ['day first', '22/11/2026'],
    ['not a date', 'next week'],
    ['empty', ''],
  ])('%s: %s is left as it came', (_why, typed) => {
    expect(foldDay(typed)).toBe(typed);
    expect(isDay(foldDay(typed))).toBe(false);
  });

  it('gives each day of an era the day it stands for', () => {
    const day = fc.date({ min: new Date('2019-05-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const [year = 0, month = 0, dayOfMonth = 0] = date.toISOString().slice(0, 10).split('-').map(Number);
        const typed = `令和${year === 2019 ? '元' : year - 2018}年${month}月${dayOfMonth}日`;
        expect(foldDay(typed)).toBe(date.toISOString().slice(0, 10));
      }),
    );
  });

  it('is idempotent on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(foldDay(foldDay(text))).toBe(foldDay(text))));
  });
});
