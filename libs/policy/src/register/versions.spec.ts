// Which version judges, which others were in force, and who accepted which: on every day, and where a day cannot be read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE, type JsonObject } from '#wire';
import { createVersions, type Versions } from './versions.js';

const DOCUMENT = parse(
  readFileSync(join(import.meta.dirname, '../../../../policies/2017-05-30.yaml'), 'utf8'),
) as JsonObject;
const NOW = '2026-11-22T00:00:00Z';
const on = (day: string) => Date.parse(`${day}T03:00:00Z`);

let versions: Versions;
const publish = (id: string, effectiveOn = id, document: unknown = { ...DOCUMENT, policy: id, effectiveOn }) =>
  versions.publish({ policy: id, effectiveOn, document } as JsonObject, NOW);
const told = (day: string, occurredOn = day) => {
  const law = versions.lawAt(on(day), on(occurredOn));
  return law && [law.judged.id, law.alsoInForce.map(({ id }) => id)];
};
beforeEach(() => {
  versions = createVersions(CATALOGUE);
});

describe('a version', () => {
  it('is one of the id and the day it was published with', () => {
    const document = { ...DOCUMENT, policy: '2018-01-01', effectiveOn: '2018-01-01' };
    expect(publish('2018-01-01', '2018-01-01', document)).toBe(true);
    expect(publish('2019-01-01', '2018-01-01', document)).toBe(false);
    expect(publish('2018-01-01', '2019-01-01', document)).toBe(false);
    expect(publish('2019-01-01', '2019-01-01', 'a text')).toBe(false);
    expect(versions.policies()).toHaveLength(1);
    expect(versions.policies()[0]).toMatchObject({ id: '2018-01-01', effectiveOn: '2018-01-01' });
  });

  it('is found by its id, whatever cannot be read was published after', () => {
    publish('2018-01-01');
    publish('2027-01-01', '2027-01-01', 'a text');
    expect(versions.lawOf('2018-01-01', on('2026-11-22'), on('2026-11-22'))?.judged.id).toBe('2018-01-01');
    expect(versions.lawOf('2027-01-01', on('2027-11-22'), on('2027-11-22'))).toBeNull();
    expect(versions.lawOf('2018-01-01', Number.NaN, on('2026-11-22'))).toBeNull();
  });

  it('of one day with another counts beside it, and the one published last judges', () => {
    publish('2018-01-01');
    const [first] = versions.policies();
    publish('2018-01-01');
    const last = versions.policies().find((each) => each !== first);
    const law = versions.lawAt(on('2026-11-22'), on('2026-11-22'));
    expect(law?.judged).toBe(last);
    expect([law?.alsoInForce[0], law?.alsoInForce[1]]).toEqual([first, last]);
    expect(versions.lawOf('2018-01-01', on('2026-11-22'), on('2026-11-22'))?.judged).toBe(last);
    publish('2020-01-01');
    expect(told('2026-11-22', '2019-01-01')).toEqual(['2020-01-01', ['2018-01-01', '2018-01-01', '2020-01-01']]);
    expect(told('2026-11-22', '2020-01-01')).toEqual(['2020-01-01', ['2020-01-01']]);
  });

  it('in force today counts for a record that says it occurs tomorrow', () => {
    publish('2018-01-01');
    publish('2028-01-01');
    expect(told('2026-11-22', '2030-01-01')).toEqual(['2018-01-01', ['2018-01-01']]);
  });

  it('of no day nobody can read is in force from always: there is no law', () => {
    expect(versions.firstEffectiveOn()).toBeNull();
    versions.publish({ policy: 'x', effectiveOn: 'soon' }, 'soon');
    expect(versions.firstEffectiveOn()).toBe('0000-01-01');
    expect(told('2018-01-01')).toBeNull();
    publish('2018-01-01');
    expect(versions.firstEffectiveOn()).toBe('0000-01-01');
    expect(told('2018-01-01')).toEqual(['2018-01-01', ['2018-01-01']]);
    expect(versions.lawAt(on('2018-01-01'), Number.NaN)).toBeNull();
  });
});

describe('a law', () => {
  it('is the same one for the same days, until another version is published', () => {
    publish('2018-01-01');
    publish('2020-01-01');
    const law = (occurredOn: string) => versions.lawAt(on('2026-11-22'), on(occurredOn));
    const [one, other] = [law('2019-01-01'), law('2021-01-01')];
    expect(other).not.toBe(one);
    expect([law('2019-01-01'), law('2021-01-01')]).toEqual([one, other]);
    expect(law('2019-01-01')).toBe(one);
    expect([Object.isFrozen(one), Object.isFrozen(one?.alsoInForce)]).toEqual([true, true]);
    publish('2019-06-01');
    expect(law('2019-01-01')?.alsoInForce.map(({ id }) => id)).toEqual(['2018-01-01', '2019-06-01', '2020-01-01']);
    publish('2026-11-22');
    expect(told('2026-11-22')).toEqual(['2026-11-22', ['2026-11-22']]);
  });
});

describe('an acceptance', () => {
  it('is of a dealer and a version, or none', () => {
    expect(versions.accept({ dealer: 'D001', policy: '2018-01-01' })).toBe(true);
    expect(versions.accept({ policy: '2018-01-01' })).toBe(false);
    expect(versions.accept({ dealer: 'D001' })).toBe(false);
    expect(versions.accept({})).toBe(false);
  });

  it('counts for the version in force, and for none where none is', () => {
    for (const policy of ['2018-01-01', '2020-01-01']) versions.accept({ dealer: 'D001', policy });
    expect(versions.hasAccepted('D001', on('2026-11-22'))).toBe(false);
    publish('2018-01-01');
    publish('2020-01-01');
    publish('2027-01-01');
    expect(versions.hasAccepted('D001', on('2019-01-01'))).toBe(true);
    expect(versions.hasAccepted('D001', on('2026-11-22'))).toBe(true);
    expect(versions.hasAccepted('D001', on('2027-11-22'))).toBe(false);
    expect(versions.hasAccepted('D001', on('2017-01-01'))).toBe(false);
    expect(versions.hasAccepted('D001', Number.NaN)).toBe(false);
    expect(versions.hasAccepted('D002', on('2019-01-01'))).toBe(false);
  });
});
