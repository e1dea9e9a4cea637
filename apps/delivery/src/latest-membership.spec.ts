// Membership is asked of the end of control as it stands at the question, and not known is not permitted.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createMembership, type ControlFact } from '#wire';
import { createLatestMembership } from './latest-membership.js';

const STREAM = 'dealer-network.joint.workshop-service';
let drawn = 0;
const fact = (type: ControlFact['type'], data: unknown) =>
  ({ id: `f${drawn++}`, type, at: '2026-11-01T00:00:00Z', data }) as ControlFact;
const OPENED = [
  fact('stream-opened', { stream: STREAM, audience: 'dealer-network', purpose: 'joint.workshop-service', items: [] }),
  fact('contract-concluded', { id: 'c1', recipient: 'dealer:D001', from: '2020-01-01', to: null }),
];
const ENDED = fact('contract-ended', { id: 'c1', recipient: 'dealer:D001', to: null });

/** A topic whose every look takes a while and gives what stands when it begins. */
function open(facts: ControlFact[]) {
  let read = 0;
  let looks = 0;
  const latest = createLatestMembership(async () => {
    looks += 1;
    const seen = facts.slice(read);
    read = facts.length;
    await sleep(10);
    for (const one of seen) latest.apply(one);
    return seen.length > 0;
  }, createMembership());
  return { latest, looks: () => looks };
}

describe('the latest membership', () => {
  it('holds for a member, and for nobody else', async () => {
    const { latest } = open([...OPENED]);
    await latest.require('dealer:D001', STREAM);
    for (const [party, stream] of [
      ['dealer:D002', STREAM],
      ['dealer:D001', 'no.stream'],
    ] as const) {
      await expect(latest.require(party, stream)).rejects.toMatchObject({ code: 'GW_NOT_FOUND' });
    }
  });

  it('knows a fact that stood before the question, also while an earlier look is under way', async () => {
    const facts = [...OPENED];
    const { latest } = open(facts);
    const before = latest.require('dealer:D001', STREAM);
    await sleep(3);
    facts.push(ENDED);
    const after = latest.require('dealer:D001', STREAM);
    await before;
    await expect(after).rejects.toMatchObject({ code: 'GW_NOT_FOUND' });
  });

  it('shares looks between those who ask at once', async () => {
    const { latest, looks } = open([...OPENED]);
    await Promise.all(Array.from({ length: 100 }, () => latest.require('dealer:D001', STREAM)));
    expect(looks()).toBeLessThanOrEqual(2);
  });

  it('is not known when control cannot be read, and known again when it can', async () => {
    let isUp = false;
    const membership = createMembership();
    for (const one of OPENED) membership.apply(one);
    const latest = createLatestMembership(
      () => (isUp ? Promise.resolve(false) : Promise.reject(new Error('down'))),
      membership,
    );
    await expect(latest.require('dealer:D001', STREAM)).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
    isUp = true;
    await latest.require('dealer:D001', STREAM);
  });

  it('is not known after a fact that ends nobody can tell what', async () => {
    const { latest } = open([...OPENED, fact('contract-ended', {})]);
    await expect(latest.require('dealer:D001', STREAM)).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
  });

  it('is not known when control does not answer', async () => {
    const latest = createLatestMembership(() => new Promise(() => undefined), createMembership());
    await expect(latest.require('dealer:D001', STREAM)).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
  });

  it('tells those who wait of a fact that may end it, and of no other', () => {
    const { latest } = open([]);
    const first = latest.narrowing();
    latest.apply(OPENED[1]!);
    expect(first.aborted).toBe(false);
    latest.apply(ENDED);
    expect(first.aborted).toBe(true);
    expect(latest.narrowing().aborted).toBe(false);
  });
});
