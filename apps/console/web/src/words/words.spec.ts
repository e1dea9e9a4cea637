// Every word of the wire has its words in both languages.
import { FITS, ITEMS, PURPOSES, REASONS, SHARES } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { partsOf, recipientName, wordsOf } from './use-words.js';

describe.each(['ja', 'en'] as const)('in %s', (language) => {
  const words = wordsOf(language);

  it('every reason says what it is, why, and what would change it', () => {
    expect(Object.keys(words.reasons).sort()).toEqual([...REASONS].sort());
    for (const { short, why, change } of Object.values(words.reasons)) {
      expect(short).not.toBe('');
      expect([why.at(-1), change.at(-1)]).toEqual(language === 'ja' ? ['。', '。'] : ['.', '.']);
    }
  });

  it('every item, purpose, share and misfit has its name', () => {
    expect(Object.keys(words.names.items).sort()).toEqual([...ITEMS].sort());
    expect(Object.keys(words.names.purposes).sort()).toEqual([...PURPOSES].sort());
    expect(Object.keys(words.shares).sort()).toEqual([...SHARES].sort());
    expect(['within', ...Object.keys(words.names.misfits)].sort()).toEqual([...FITS].sort());
  });

  it('no two reasons share a name', () => {
    const names = Object.values(words.reasons).map(({ short }) => short);
    expect(new Set(names).size).toBe(names.length);
  });
});

it('recipients are called by what they are', () => {
  const ja = wordsOf('ja');
  expect(recipientName('insurer:tokyo-demo', ja)).toBe('契約保険会社 tokyo-demo');
  expect(recipientName('dealer-network', ja)).toBe('正規ディーラー網');
  expect(recipientName('stranger:x', ja)).toBe('stranger:x');
  expect(partsOf('insurer:tokyo-demo.company.vehicle-notices')).toEqual({
    audience: 'insurer:tokyo-demo',
    purpose: 'company.vehicle-notices',
  });
});
