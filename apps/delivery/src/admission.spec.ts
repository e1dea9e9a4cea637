// Bounds hold, and what was let in gives its place back once.
import { describe, expect, it } from '@jest/globals';
import { createAdmission } from './admission.js';

const limits = { ofMember: 2, atOnce: 3, turns: 1, turnWithinMs: 30 };
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
    const giveBack = await admission.turn();
    const others = ['first', 'second'].map(async (name) => {
      const done = await admission.turn();
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
    const giveBack = await admission.turn();
    await expect(admission.turn()).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
    giveBack();
    (await admission.turn())();
  });
});
