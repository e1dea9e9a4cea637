// Which versions a what-if is judged by.
import type { CompiledPolicy, Law } from '#policy';
import { describe, expect, it } from '@jest/globals';
import { lawOf } from './named-law.js';

const version = (id: string, effectiveOn: string | null) => ({ id, effectiveOn }) as CompiledPolicy;
const FIRST = version('2017-05-30', '2017-05-30');
const DRAFT = version('draft', null);
const NAMED: Law = { judged: FIRST, alsoInForce: [], firstEffectiveOn: '2017-05-30' };
const at = Date.parse('2026-11-22T00:00:00Z');

function ask(name: string | undefined, firstEffectiveOn: string | null = '2017-05-30') {
  const register = {
    lawAt: (): Law | null => null,
    lawOf: (id: string) => (id === FIRST.id ? NAMED : null),
    firstEffectiveOn: () => firstEffectiveOn,
  };
  return lawOf({ name, at, occurredAt: at }, register, new Map([[DRAFT.id, DRAFT]]));
}

describe('the law of a what-if', () => {
  it('refuses an unknown name, and an instant without a policy', () => {
    expect(() => ask('2000-01-01')).toThrow('GW_UNKNOWN_POLICY');
    expect(() => ask(undefined)).toThrow('GW_NO_POLICY_IN_FORCE');
    expect(() => ask('draft', null)).toThrow('GW_NO_POLICY_IN_FORCE');
  });

  it('judges a named version as named, and a draft as if it had always been in force', () => {
    expect(ask('2017-05-30')).toBe(NAMED);
    expect(ask('draft')).toEqual({ judged: DRAFT, alsoInForce: [], firstEffectiveOn: '2017-05-30' });
  });
});
