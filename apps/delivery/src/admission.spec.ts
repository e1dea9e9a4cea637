// Bounds hold, and what was let in gives its place back once.
import { describe, expect, it } from '@jest/globals';
import { createAdmission } from './admission.js';

const limits = { ofMember: 2, atOnce: 3, turns: 1, turnsOfMember: 1, firstTurns: 0, turnWithinMs: 30 };
const SHARED = { ...limits, turns: 8, turnsOfMember: 3, firstTurns: 4 };
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'let in';
};

describe('requests', () => {
  it('of one member are bounded, and of all', () => {
    const admission = createAdmission(limits);
    const leave = admission.enter('a');
    admission.enter('a');
    expect(codeOf(() => admission.enter('a'))).toBe('GW_RATE_LIMITED');
    admission.enter('b');
    expect(codeOf(() => admission.enter('c'))).toBe('GW_UNAVAILABLE');
    expect(admission.count()).toBe(3);
    leave();
    leave();
    expect(admission.count()).toBe(2);
    expect(codeOf(() => admission.enter('a'))).toBe('let in');
    expect(codeOf(() => admission.enter('b'))).toBe('GW_UNAVAILABLE');
  });
});

describe('turns', () => {
  it('come one after another, in order', async () => {
    const admission = createAdmission(limits);
    const order: string[] = [];
    const giveBack = await admission.turn('a');
    const others = ['first', 'second'].map(async (name) => {
      const done = await admission.turn('a');
      order.push(name);
      done();
    });
    expect(order).toEqual([]);
    giveBack();
    giveBack();
    await Promise.all(others);
    expect(order).toEqual(['first', 'second']);
  });

  it('are not waited for too long, and one not waited for is not lost', async () => {
    const admission = createAdmission(limits);
    const giveBack = await admission.turn('a');
    await expect(admission.turn('a')).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
    giveBack();
    (await admission.turn('a'))();
  });

  it('are held by one member up to its share, and past a half by none that holds one', async () => {
    const admission = createAdmission(SHARED);
    const take = (party: string) =>
      admission.turn(party).then(
        () => party,
        (error: { code: string }) => error.code,
      );
    const slow = await Promise.all(['a', 'a', 'a', 'a', 'b', 'b', 'b'].map(take));
    expect(slow).toEqual(['a', 'a', 'a', 'GW_UNAVAILABLE', 'b', 'GW_UNAVAILABLE', 'GW_UNAVAILABLE']);
    expect(await Promise.all(['c', 'd', 'e', 'f', 'g'].map(take))).toEqual(['c', 'd', 'e', 'f', 'GW_UNAVAILABLE']);
  });

  it('go to others before the next of a member that holds one', async () => {
    const admission = createAdmission({ ...SHARED, turns: 2, firstTurns: 0, turnWithinMs: 1_000 });
    const order: string[] = [];
    const [first] = await Promise.all([admission.turn('a'), admission.turn('a')]);
    const waiting = ['a', 'a', 'b', 'a', 'c'].map(async (party) => {
      const done = await admission.turn(party);
      order.push(party);
      setTimeout(done, 5);
    });
    first();
    await Promise.all(waiting);
    expect(order).toEqual(['b', 'c', 'a', 'a', 'a']);
  });
});
