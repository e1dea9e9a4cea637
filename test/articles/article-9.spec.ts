// Article 9 and Updates: what a new version must tell before it can be one.
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '#wire';
import { PolicyFault, compilePolicy } from '#policy';
import { narrowDocument } from './versions.ts';

const TEXT = { en: 'Fewer uses.', ja: '利用を減らす。' };

function faultsWith(change: object): readonly string[] {
  try {
    compilePolicy({ ...narrowDocument(), ...change }, CATALOGUE);
    return [];
  } catch (error) {
    if (error instanceof PolicyFault) return error.faults;
    throw error;
  }
}

describe('Article 9, Updates: a revision is announced, and says why [R47, R51]', () => {
  it.each([
    ['by changes in laws', 'law'],
    ['by customers’ requests', 'customer-request'],
  ])('%s', (_what, reason) => {
    expect(faultsWith({ revision: { reason, text: TEXT } })).toEqual([]);
  });

  it.each([
    ['in effect before it was announced', { announcedOn: '2019-01-02' }, 'announcedOn'],
    ['announced on no day', { announcedOn: null }, 'announcedOn'],
    ['without a reason', { revision: { text: TEXT } }, 'revision'],
    ['for a reason that is none of the policy’s', { revision: { reason: 'economy', text: TEXT } }, 'revision'],
    ['as if it were the first', { revision: { reason: 'first-version', text: TEXT } }, 'revision'],
    ['in one language', { revision: { reason: 'law', text: { en: TEXT.en } } }, 'revision'],
  ])('is none %s', (_what, change, place) => {
    expect(faultsWith(change).join('\n')).toContain(place);
  });
});
