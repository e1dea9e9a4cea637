// The instant of a decision is never before the facts it was decided with.
import { describe, expect, it } from '@jest/globals';
import { createDecisionClock } from './decision-clock.js';

const T = Date.parse('2026-11-22T00:00:00Z');
const fact = (epochMs: number) => ({ at: new Date(epochMs).toISOString() });

describe('decision clock', () => {
  it('follows a fact that is a little ahead of this machine', () => {
    const clock = createDecisionClock(() => T);
    clock.see(fact(T + 300));
    expect(clock.now()).toBe(T + 300);
  });

  it('gives no instant while a fact is dated far ahead, and goes on once the machine gets there', () => {
    let machine = T;
    const clock = createDecisionClock(() => machine);
    clock.see(fact(T + 60_000));
    clock.see(fact(T + 1_000));
    expect(clock.now()).toBeNull();
    machine = T + 54_999;
    expect(clock.now()).toBeNull();
    machine = T + 55_000;
    expect(clock.now()).toBe(T + 60_000);
  });

  it('does not follow an older fact, nor one without an instant', () => {
    const clock = createDecisionClock(() => T);
    clock.see(fact(T - 60_000));
    clock.see({ at: 'tomorrow' });
    expect(clock.now()).toBe(T);
  });

  it('never goes back', () => {
    let machine = T;
    const clock = createDecisionClock(() => machine);
    expect(clock.now()).toBe(T);
    machine = T - 5000;
    expect(clock.now()).toBe(T);
  });

  it('gives no instant after it was far ahead once, until the machine gets there again', () => {
    let machine = T + 86_400_000;
    const clock = createDecisionClock(() => machine);
    expect(clock.now()).toBe(machine);
    machine = T;
    expect(clock.now()).toBeNull();
    machine = T + 86_400_000 - 5_000;
    expect(clock.now()).toBe(T + 86_400_000);
  });
});
