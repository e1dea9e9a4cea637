// Article 7: whom customers turn to, and when, as every version tells it.
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '#wire';
import { PolicyFault, compilePolicy } from '#policy';
import { documentOf } from './versions.ts';

interface Contacts {
  readonly address: { readonly en: string; readonly ja: string };
  readonly centres: Readonly<Record<string, { readonly telephone: string }>>;
  readonly hours: Readonly<Record<string, unknown>>;
}
const contactsOf = (id: string) => documentOf(id).contacts as Contacts;

/** The faults of the version with its contacts changed. */
function faultsWith(change: object): readonly string[] {
  const document = documentOf('2017-05-30');
  try {
    compilePolicy({ ...document, contacts: { ...contactsOf('2017-05-30'), ...change } }, CATALOGUE);
    return [];
  } catch (error) {
    if (error instanceof PolicyFault) return error.faults;
    throw error;
  }
}

const VERSIONS = ['2017-05-30', 'art4a-as-b.draft'];

describe('Article 7: every version tells whom to turn to', () => {
  it.each(VERSIONS)('by the address and the telephone numbers of both brands, %s [R44]', (id) => {
    const { address, centres } = contactsOf(id);
    expect(address.en).toContain('GranTokyo South Tower, 1-9-2 Marunouchi, Chiyoda-ku, Tokyo 100-6622');
    expect(address.ja).toContain('〒100-6622 東京都千代田区丸の内1-9-2 グラントウキョウサウスタワー');
    expect(centres.bmw?.telephone).toBe('0120-269-437');
    expect(centres.mini?.telephone).toBe('0120-3298-14');
  });

  it.each(VERSIONS)('and when, as of 1 January 2015, %s [R45]', (id) => {
    expect(contactsOf(id).hours).toEqual({
      since: '2015-01-01',
      weekdays: { opens: '09:00', closes: '19:00' },
      'weekends-and-holidays': { opens: '09:00', closes: '18:00' },
    });
  });
});

describe('Article 7: a version that tells less is none [R44, R45]', () => {
  it.each([
    ['without an address', { address: { en: '', ja: '' } }],
    ['without a centre', { centres: {} }],
    ['with a number that is none', { centres: { bmw: { ...contactsOf('2017-05-30').centres.bmw, telephone: '269' } } }],
    [
      'without the hours of weekends',
      { hours: { since: '2015-01-01', weekdays: { opens: '09:00', closes: '19:00' } } },
    ],
  ])('%s', (_what, change) => {
    expect(faultsWith({})).toEqual([]);
    expect(faultsWith(change).every((fault) => fault.startsWith('`contacts.'))).toBe(true);
    expect(faultsWith(change).length).toBeGreaterThan(0);
  });
});
