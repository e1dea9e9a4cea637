// Who is nobody stands on nothing.
import { describe, expect, it } from '@jest/globals';
import type { Situation } from './situation.js';
import { standingOf } from './standing.js';

const asking = (id: unknown) =>
  ({ recipient: { id, contract: { from: '2017-04-01', to: null } } }) as unknown as Situation;

describe('a recipient', () => {
  it.each([undefined, null, 7, {}, ['bmw-japan'], new String('bmw-japan')])(
    'that is no text stands nowhere: %p',
    (id) => {
      expect(standingOf(asking(id), 'D001', '2026-11-22')).toEqual({
        id: '',
        kind: 'unknown',
        role: null,
        failure: 'recipient_unknown',
      });
    },
  );

  it('is the publishing dealer of no record without a dealer, whatever its code', () => {
    expect(standingOf(asking('dealer:null'), null, '2026-11-22').role).toBe('other-dealer');
    expect(standingOf(asking('dealer:null'), 'null', '2026-11-22').role).toBe('publishing-dealer');
  });
});
