// Who belongs to a stream's audience.
import { describe, expect, it } from '@jest/globals';
import type { ControlFact } from './control-facts.js';
import { createMembership } from './membership.js';

const NETWORK = 'dealer-network.joint.workshop-service';
const FINANCE = 'bmw-japan-finance.joint.valuation';
/** 2026-11-22 in Asia/Tokyo. */
const NOW = Date.parse('2026-11-22T03:00:00Z');
let next = 0;
const fact = (type: ControlFact['type'], data: unknown) =>
  ({ id: `f${next++}`, type, at: '2026-11-01T00:00:00Z', data }) as ControlFact;
const opened = (audience: string, purpose: string) =>
  fact('stream-opened', { stream: `${audience}.${purpose}`, audience, purpose, items: [] });
const contract = (id: string, recipient: string, from = '2020-01-01', to: unknown = null) =>
  fact('contract-concluded', { id, recipient, from, to });
const ended = (id: string | null, to: unknown) => fact('contract-ended', { id, recipient: 'dealer:D001', to });

function membershipAfter(...facts: ControlFact[]) {
  const membership = createMembership();
  const both = [opened('dealer-network', 'joint.workshop-service'), opened('bmw-japan-finance', 'joint.valuation')];
  for (const each of [...both, ...facts]) membership.apply(each);
  return membership;
}

const closed = fact('stream-closed', { stream: NETWORK });
const reopened = opened('dealer-network', 'joint.workshop-service');

describe('a single audience', () => {
  it.each([
    ['is its audience', 'bmw-japan-finance', FINANCE, true],
    ['is not another party', 'bmw-japan', FINANCE, false],
    ['is nobody for a stream never opened', 'bmw-japan-finance', 'bmw-japan-finance.joint.product-information', false],
  ])('%s', (_name, party, stream, expected) => {
    expect(membershipAfter().belongsTo(party, stream, NOW)).toBe(expected);
  });
});

describe('the dealer network', () => {
  it.each<[string, string, ControlFact[], boolean]>([
    ['holds a dealer with a contract', 'dealer:D001', [contract('c1', 'dealer:D001')], true],
    ['not one without', 'dealer:D002', [contract('c1', 'dealer:D001')], false],
    ['not the network itself', 'dealer-network', [contract('c1', 'dealer-network')], false],
    ['not an insurer with a contract', 'insurer:tokyo-demo', [contract('c1', 'insurer:tokyo-demo')], false],
    ['not before the contract', 'dealer:D001', [contract('c1', 'dealer:D001', '2026-11-23')], false],
    ['to the end of its last day', 'dealer:D001', [contract('c1', 'dealer:D001', '2020-01-01', '2026-11-22')], true],
    ['not after it', 'dealer:D001', [contract('c1', 'dealer:D001', '2020-01-01', '2026-11-21')], false],
    ['not once it ended at once', 'dealer:D001', [contract('c1', 'dealer:D001'), ended('c1', null)], false],
    [
      'to the end of the day it was ended to',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), ended('c1', '2026-11-22')],
      true,
    ],
    [
      'not after the day it was ended to',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), ended('c1', '2026-11-21')],
      false,
    ],
    [
      'an end told before the contract counts',
      'dealer:D001',
      [ended('c1', null), contract('c1', 'dealer:D001')],
      false,
    ],
    [
      'a later end does not bring it back',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), ended('c1', '2026-11-21'), ended('c1', '2027-01-01')],
      false,
    ],
    [
      'an end does not prolong a contract',
      'dealer:D001',
      [contract('c1', 'dealer:D001', '2020-01-01', '2020-12-31'), ended('c1', '2030-01-01')],
      false,
    ],
    [
      'a new contract brings it back',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), ended('c1', null), contract('c2', 'dealer:D001')],
      true,
    ],
    [
      'the same contract told again after its end does not',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), ended('c1', null), contract('c1', 'dealer:D001')],
      false,
    ],
    [
      'an end without an id ends all of its recipient',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), contract('c2', 'dealer:D001'), ended(null, null)],
      false,
    ],
    ['and nobody else’s', 'dealer:D002', [contract('c1', 'dealer:D002'), ended(null, null)], true],
    ['a malformed period is no contract', 'dealer:D001', [contract('c1', 'dealer:D001', 'yesterday')], false],
    [
      'nor one whose end is missing',
      'dealer:D001',
      [fact('contract-concluded', { id: 'c1', recipient: 'dealer:D001', from: '2020-01-01' })],
      false,
    ],
    [
      'a malformed end is an end at once',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), ended('c1', 'some day')],
      false,
    ],
    [
      'a fact told twice counts once',
      'dealer:D001',
      [contract('c1', 'dealer:D001'), reopened, closed, reopened],
      false,
    ],
    [
      'facts without data change nothing',
      'dealer:D001',
      [fact('contract-concluded', null), fact('stream-opened', undefined), contract('c1', 'dealer:D001')],
      true,
    ],
  ])('%s', (_name, party, facts, expected) => {
    expect(membershipAfter(...facts).mayRead(party, NETWORK, NOW)).toBe(expected);
  });
});

describe('a closed stream', () => {
  it('has its audience still, and nobody may read it', () => {
    const membership = membershipAfter(contract('c1', 'dealer:D001'), closed);
    expect(membership.mayRead('dealer:D001', NETWORK, NOW)).toBe(false);
    expect(membership.belongsTo('dealer:D001', NETWORK, NOW)).toBe(true);
  });
});

describe('what nobody can place', () => {
  it.each<[string, ControlFact]>([
    ['an end of nobody’s contract', fact('contract-ended', { id: '', recipient: 7, to: null })],
    ['an end without a payload', fact('contract-ended', null)],
    ['an end of nobody’s entrustment', fact('entrustment-ended', {})],
    ['a stream without a name, closed', fact('stream-closed', {})],
    ['a fact of a later version', fact('something-else' as ControlFact['type'], { recipient: 'dealer:D001' })],
  ])('%s leaves membership unknown: nobody belongs', (_name, given) => {
    const membership = membershipAfter(contract('c1', 'dealer:D001'));
    expect([membership.isKnown(), membership.mayRead('dealer:D001', NETWORK, NOW)]).toEqual([true, true]);
    membership.apply(given);
    membership.apply(contract('c2', 'dealer:D001'));
    expect([membership.isKnown(), membership.mayRead('dealer:D001', NETWORK, NOW)]).toEqual([false, false]);
  });

  it('is not what only others read', () => {
    const membership = membershipAfter(fact('consent-withdrawn', null), fact('kill-switch-set', { on: true }));
    expect(membership.isKnown()).toBe(true);
  });
});
