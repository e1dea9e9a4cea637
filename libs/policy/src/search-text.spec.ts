// What a search of a text may leave of it; an answer that is none leaves nothing.
import { describe, expect, it } from '@jest/globals';
import { ITEMS, REDACTION, type Find } from '#wire';
import type { Judgement } from './judge.js';
import { searchText } from './search-text.js';

const WITHHELD = { outcome: 'withhold', text: '', found: 0 };
const TEXT = '田中様 交換';
const permitting: readonly Judgement[] = ITEMS.map((item) => ({
  item,
  outcome: item === 'name' ? 'permit' : 'withhold',
  reason: 'joint_use',
  clause: '4',
}));
const search = (finds: unknown, judgements = permitting) => searchText(TEXT, finds as readonly Find[], judgements);
const find = (start: unknown, end: unknown, item = 'vin') => [{ start, end, item }];

describe('a text is', () => {
  it('whole where nothing is found', () => {
    expect(search([])).toEqual({ outcome: 'permit', text: TEXT, found: 0 });
  });

  it('whole where what is found is permitted, which it tells', () => {
    const found = 1 << ITEMS.indexOf('name');
    expect(search(find(0, 2, 'name'))).toEqual({ outcome: 'permit', text: TEXT, found });
  });

  it('cut where what is found is not permitted, is no item, or was never judged', () => {
    const cut = { outcome: 'redact', text: `${REDACTION}様 交換`, found: 0 };
    expect(search(find(0, 2))).toEqual(cut);
    expect(search(find(0, 2, 'other'))).toEqual(cut);
    expect(search(find(0, 2, 'name'), [])).toEqual(cut);
  });

  it.each([
    ['an answer that is unsure', 'unsure'],
    ['an empty text for an answer', ''],
    ['a list that is none', { length: 0 }],
    ['a start between characters', find(0.5, 2)],
    ['an end between characters', find(0, 1.5)],
    ['a start before the text', find(-1, 2)],
    ['an end behind the text', find(0, TEXT.length + 1)],
    ['an empty span', find(2, 2)],
    ['no start', find(undefined, 2)],
    ['an end that is text', find(0, '2')],
  ])('withheld by %s', (_, finds) => {
    expect(search(finds)).toEqual(WITHHELD);
  });
});
