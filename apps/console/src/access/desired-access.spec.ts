// Who may read which topic.
import { ITEMS, type Stream, streamIdOf } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { desiredAccess, isMember } from './desired-access.js';

const stream = (audience: string, purpose: string): Stream => ({
  id: streamIdOf(audience, purpose),
  audience,
  purpose,
  items: ITEMS,
});
const STREAMS = [
  stream('dealer-network', 'joint.workshop-service'),
  stream('bmw-japan-finance', 'joint.valuation'),
  stream('insurer:tokyo-demo', 'company.vehicle-notices'),
];
const NETWORK = 'provision.dealer-network.joint.workshop-service';

describe('desired access', () => {
  it('gives each member that stands its audience’s topics, and nothing to others', () => {
    const parties = [
      'dealer-network',
      'dealer:D001',
      'dealer:D009',
      'bmw-japan-finance',
      'bmw-japan',
      'insurer:tokyo-demo',
    ];
    const desired = desiredAccess(parties, STREAMS, (id) => id !== 'dealer:D009');
    expect(Object.fromEntries(desired)).toEqual({
      'dealer:D001': new Set([NETWORK]),
      'dealer:D009': null,
      'bmw-japan-finance': new Set(['provision.bmw-japan-finance.joint.valuation']),
      'bmw-japan': new Set(),
      'insurer:tokyo-demo': new Set(['provision.insurer-tokyo-demo.company.vehicle-notices']),
    });
  });

  it('knows who is a member of the network', () => {
    expect(isMember('dealer:D001', 'dealer-network')).toBe(true);
    expect(isMember('dealer:network', 'dealer-network')).toBe(false);
    expect(isMember('insurer:D001', 'dealer-network')).toBe(false);
    expect(isMember('dealer:D001', 'dealer:D0011')).toBe(false);
  });
});
