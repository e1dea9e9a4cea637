// What was released is held against what was published: each way of not fitting, by its name.
import { readFileSync } from 'node:fs';
import { compilePolicy, couldRelease } from '#policy';
import { CATALOGUE, type Item } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { fitOf, type Measured, type PublishedVersion, type Yardstick } from './yardstick.js';

const file = new URL('../../../../policies/2017-05-30.yaml', import.meta.url);
const policy = compilePolicy(parse(readFileSync(file, 'utf8')) as never, CATALOGUE);
const STREAM = 'bmw-japan-finance.joint.valuation';
const JOINT_USE = '3(3)+4(1)(b)+4(2)(b)';
const first: PublishedVersion = {
  ...{ id: '2017-05-30', hash: 'text', effectiveOn: '2017-05-30', publishedOn: '2017-05-30', policy },
};
const yardstick = (more: Partial<Yardstick> = {}): Yardstick => ({
  streams: new Map([
    [
      STREAM,
      { audience: 'bmw-japan-finance', purpose: 'joint.valuation', items: new Set<Item>(['work', 'name', 'unlisted']) },
    ],
  ]),
  versions: [first],
  ...more,
});
const released = (more: Partial<Measured> = {}): Measured => ({
  ...{ stream: STREAM, item: 'work', outcome: 'permit', reason: 'joint_use', clause: JOINT_USE },
  ...{ policy: '2017-05-30', policyHash: 'text', firstDay: '2026-11-20', lastDay: '2026-11-22' },
  ...more,
});

describe('what was released', () => {
  it.each([
    ['within', {}, 'within'],
    ['by consent', { item: 'name', reason: 'consent', clause: '3(1)' }, 'within'],
    ['redacted text', { outcome: 'redact', reason: 'embedded_personal_data', clause: '3' }, 'within'],
    ['for a stream nobody opened', { stream: 'bmw-ag.joint.valuation' }, 'unknown_stream'],
    ['of an item not asked for', { item: 'vin' }, 'not_asked_for'],
    ['under a policy nobody published', { policy: '2030-01-01' }, 'unknown_policy'],
    ['under another text', { policyHash: 'other' }, 'other_text'],
    ['before its day', { firstDay: '2017-05-29' }, 'not_in_force'],
    ['of an item no cell grants', { item: 'unlisted' }, 'outside_policy'],
    ['on joint use where consent is asked', { item: 'name' }, 'outside_policy'],
    ['on another clause', { clause: '4' }, 'outside_policy'],
  ] as const)('%s', (_what, more, fit) => {
    expect(fitOf(released(more as Partial<Measured>), yardstick())).toBe(fit);
  });

  it('under a version that had been replaced by the day before is not in force; on the day it was, it is', () => {
    const second = { ...first, id: '2026-11-21', hash: 'new', effectiveOn: '2026-11-21', publishedOn: '2026-11-19' };
    const late = { ...second, publishedOn: '2026-11-22' };
    expect(fitOf(released(), yardstick({ versions: [first, second] }))).toBe('not_in_force');
    expect(fitOf(released({ lastDay: '2026-11-20' }), yardstick({ versions: [first, second] }))).toBe('within');
    expect(fitOf(released(), yardstick({ versions: [first, late] }))).toBe('within');
  });

  it('is not in force before the day it was published, however early it says it began', () => {
    const backdated = { ...first, publishedOn: '2026-11-21' };
    expect(fitOf(released(), yardstick({ versions: [backdated] }))).toBe('not_in_force');
    expect(fitOf(released({ firstDay: '2026-11-21' }), yardstick({ versions: [backdated] }))).toBe('within');
  });

  it('rests on nothing where the version cannot be compiled', () => {
    expect(fitOf(released(), yardstick({ versions: [{ ...first, policy: null }] }))).toBe('outside_policy');
  });
});

describe('what a policy could release', () => {
  const work = { item: 'work', outcome: 'permit', clause: JOINT_USE, reason: 'joint_use' } as const;
  it('depends on whom and what for', () => {
    expect(couldRelease(policy, 'dealer-network', 'joint.workshop-service', work)).toBe(true);
    expect(couldRelease(policy, 'bmw-japan-finance', 'joint.workshop-service', work)).toBe(false);
    expect(couldRelease(policy, 'insurer:tokyo-demo', 'company.vehicle-notices', work)).toBe(false);
    expect(couldRelease(policy, 'nobody', 'joint.workshop-service', work)).toBe(false);
    expect(couldRelease(policy, 'dealer:D001', 'joint.valuation', { ...work, reason: 'own_record', clause: '4' })).toBe(
      true,
    );
  });
  it('never a withheld leaf, nor what is never accepted', () => {
    expect(couldRelease(policy, 'dealer-network', 'joint.workshop-service', { ...work, outcome: 'withhold' })).toBe(
      false,
    );
    expect(couldRelease(policy, 'dealer-network', 'joint.workshop-service', { ...work, item: 'prohibited' })).toBe(
      false,
    );
  });
});
