// Which versions a what-if is judged by.
import type { CompiledPolicy, Law } from '#policy';
import { describe, expect, it } from '@jest/globals';
import { lawOf } from './named-law.js';

const version = (id: string, effectiveOn: string | null) => ({ id, effectiveOn }) as CompiledPolicy;
const FIRST = version('2017-05-30', '2017-05-30');
const SECOND = version('2025-01-01', '2025-01-01');
const DRAFT = version('draft', null);
const PUBLISHED = [SECOND, FIRST];
const register = { policies: () => PUBLISHED, lawAt: (): Law | null => null };
const at = Date.parse('2026-11-22T00:00:00Z');
const law = (name: string | undefined, occurred: string) =>
  lawOf({ name, at, occurredAt: Date.parse(occurred) }, register, new Map([[DRAFT.id, DRAFT]]));

describe('the law of a what-if', () => {
  it('refuses an unknown name, and a day without a policy', () => {
    expect(() => law('2000-01-01', '2026-01-01T00:00:00Z')).toThrow('GW_UNKNOWN_POLICY');
    expect(() => law(undefined, '2026-01-01T00:00:00Z')).toThrow('GW_NO_POLICY_IN_FORCE');
  });

  it('judges a draft as if it had always been in force', () => {
    expect(law('draft', '2018-01-01T00:00:00Z')).toEqual({
      judged: DRAFT,
      alsoInForce: [],
      firstEffectiveOn: '2017-05-30',
    });
  });

  it('judges a named version with those in force since the record occurred', () => {
    expect(law('2017-05-30', '2018-01-01T00:00:00Z').alsoInForce).toEqual([FIRST, SECOND]);
    expect(law('2025-01-01', '2024-12-31T14:59:59Z').alsoInForce).toEqual([FIRST, SECOND]);
    expect(law('2025-01-01', '2024-12-31T15:00:00Z').alsoInForce).toEqual([SECOND]);
  });
});
