// The address is the state: what is written is read again, and nobody is named in it.
import { describe, expect, it } from '@jest/globals';
import { type Address, hrefOf, NO_FILTERS, queryOf, readAddress, TODAY } from './address.js';

const read = (href: string) => {
  const { pathname, search } = new URL(href, 'http://desk');
  return readAddress(pathname, search, 'en');
};

describe('an address', () => {
  it.each<Address>([
    { page: 'overview', ...TODAY, language: 'ja' },
    { page: 'overview', from: '2026-11-16', to: '2026-11-22', language: 'en' },
    {
      ...{ page: 'flows', from: null, to: null, ...NO_FILTERS, language: 'ja' },
      ...{ stream: 'insurer:tokyo-demo.company.vehicle-notices', item: 'name', share: 'withheld' },
    },
    { page: 'search', language: 'en' },
    { page: 'record', id: 'a_b-c.1.joint/odd?x', at: 'stream|work.jobs[].x work', ...TODAY, language: 'ja' },
  ])('is read as it was written: %j', (address) => {
    expect(read(hrefOf(address))).toEqual(address);
  });

  it('of one day names it once', () => {
    const href = hrefOf({ page: 'overview', from: '2026-11-20', to: '2026-11-20', language: 'ja' });
    expect(href).toBe('/?from=2026-11-20&lang=ja');
    expect(read(href)).toMatchObject({ from: '2026-11-20', to: null });
  });

  it('holds no more than it knows', () => {
    expect(read('/flows?from=yesterday&stream=%3Cscript%3E&vehicle=WBA5R12090FH01001&lang=de')).toEqual({
      ...{ page: 'flows', ...TODAY, ...NO_FILTERS, language: 'en' },
    });
    expect(read('/nowhere').page).toBe('overview');
    expect(read('/decisions/%E0%A4%A').page).toBe('record');
  });

  it('asks the console for what it says', () => {
    expect(queryOf(TODAY)).toBe('');
    expect(queryOf({ from: '2026-11-20', to: null, ...NO_FILTERS, item: 'vin' }, 'next')).toBe(
      '?from=2026-11-20&item=vin&cursor=next',
    );
  });
});
