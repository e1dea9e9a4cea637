// A search of a text narrows what was judged, and never widens it.
import { describe, expect, it } from '@jest/globals';
import type { Judgement } from './judge.js';
import { rulingOf } from './verdicts.js';

const PERMITTED: Judgement = { item: 'work', outcome: 'permit', reason: 'joint_use', clause: '4' };
const WITHHELD: Judgement = { item: 'work', outcome: 'withhold', reason: 'killed', clause: '7' };
const CLAUSES = { redact: '3', withhold: '5' };

describe('the ruling on a leaf', () => {
  it.each([
    ['permit', PERMITTED],
    ['redact', { item: 'work', outcome: 'redact', reason: 'embedded_personal_data', clause: '3' }],
    ['withhold', { item: 'work', outcome: 'withhold', reason: 'text_unsure', clause: '5' }],
  ] as const)('permitted whose text is searched: %s', (searched, ruling) => {
    expect(rulingOf(PERMITTED, searched, CLAUSES)).toEqual(ruling);
  });

  it.each(['permit', 'redact', 'withhold'] as const)('withheld stays so, whatever a search finds: %s', (searched) => {
    expect(rulingOf(WITHHELD, searched, CLAUSES)).toBe(WITHHELD);
  });
});
