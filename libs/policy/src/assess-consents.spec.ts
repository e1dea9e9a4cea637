// Of several consents the one that came farthest counts, item by item; of those that pass the smallest id is relied on.
import { describe, expect, it } from '@jest/globals';
import { ITEMS, type Consent, type Item } from '#wire';
import { CONSENT_STEPS, assessConsents } from './assess-consents.js';

const AT = Date.parse('2026-11-22T00:00:00Z');
const FINANCE = { id: 'bmw-japan-finance', kind: 'finance' } as const;
const PASSING: Consent = {
  ...{ id: 'c1', recipients: ['bmw-japan-finance'], items: ['name'], purposes: ['company.credit'] },
  ...{ form: 'written', obtainedAt: '2026-01-01T00:00:00Z', basis: 'specific' },
};
const consent = (id: string, items: readonly Item[], more: Partial<Consent> = {}): Consent => ({
  ...PASSING,
  ...{ id, items },
  ...more,
});
/** What makes a consent fail at each step after recipient and item, in their order. */
const FAILING: readonly Partial<Consent>[] = [
  { purposes: ['company.roadside'] },
  { form: 'oral' },
  { obtainedAt: '2026-11-22T00:00:00Z' },
  { withdrawnAt: '2026-11-22T00:00:00Z' },
  { basis: '2(9)' },
];
const assessed = (given: readonly Consent[], isSpecific = true) =>
  assessConsents(given, FINANCE, 'company.credit', AT, isSpecific);
const NAME = ITEMS.indexOf('name');
const EMAIL = ITEMS.indexOf('email');
const of = <T>(list: readonly T[]) => [list[NAME], list[EMAIL]];

describe('the consent an item rests on', () => {
  it.each<[string, readonly Consent[], readonly (string | null)[]]>([
    ['the only one', [consent('c1', ['name'])], ['c1', null]],
    ['the smaller first', [consent('c1', ['name']), consent('c2', ['name'])], ['c1', null]],
    ['the smaller last', [consent('c2', ['name']), consent('c1', ['name'])], ['c1', null]],
    ['each by its own', [consent('c2', ['name', 'email']), consent('c1', ['name'])], ['c1', 'c2']],
    ['none', [], [null, null]],
    ['of somebody else', [consent('c1', ['name'], { recipients: ['dealer:D001'] })], [null, null]],
    ...FAILING.map((more, at): [string, readonly Consent[], readonly (string | null)[]] => [
      `never a smaller one that fails: ${CONSENT_STEPS[at + 3]}`,
      [consent('c0', ['name', 'email'], more), consent('c5', ['name']), consent('c1', ['email'], more)],
      ['c5', null],
    ]),
  ])('%s', (_, given, expected) => {
    for (const order of [given, given.toReversed()]) {
      const { references, failures } = assessed(order);
      expect(of(references)).toEqual(expected);
      expect(of(failures).map((failure) => failure === null)).toEqual(expected.map((id) => id !== null));
      expect([references.length, failures.length]).toEqual([ITEMS.length, ITEMS.length]);
      expect(references.every((id) => id === null || typeof id === 'string')).toBe(true);
    }
  });
});

describe('how far a consent came', () => {
  it.each(FAILING.map((more, at) => [CONSENT_STEPS[at + 3], more] as const))('%s', (failure, more) => {
    expect(of(assessed([consent('c1', ['name'], more)]).failures)).toEqual([failure, 'consent_wrong_item']);
  });

  it.each(FAILING.map((_, at) => [CONSENT_STEPS[at + 3], at] as const))('the farthest counts: %s', (failure, at) => {
    const given = FAILING.slice(0, at + 1).map((more, each) => consent(`c${each}`, ['name'], more));
    for (const order of [given, given.toReversed()]) expect(assessed(order).failures[NAME]).toBe(failure);
    const whole = consent('c9', ['name']);
    for (const order of [
      [...given, whole],
      [whole, ...given],
    ])
      expect(assessed(order).failures[NAME]).toBeNull();
  });

  it('no consent is another failure than one to somebody else', () => {
    expect(assessed([]).failures).toEqual(ITEMS.map(() => 'consent_absent'));
    const others = [consent('c1', ['name'], { recipients: [] })];
    expect(assessed(others).failures).toEqual(ITEMS.map(() => 'consent_wrong_recipient'));
  });

  it('a kind names its recipients, but not where consent must be specific', () => {
    const given = [consent('c1', ['name'], { recipients: ['finance'], basis: '2(9)' })];
    expect(assessed(given, false).failures[NAME]).toBeNull();
    expect(assessed(given, true).failures[NAME]).toBe('consent_wrong_recipient');
    const company = { id: 'bmw-japan', kind: 'company' } as const;
    expect(assessConsents(given, company, 'company.credit', AT, false).failures[NAME]).toBe('consent_wrong_recipient');
  });

  it.each<[string, Partial<Consent>, string | null]>([
    ['no withdrawal', { withdrawnAt: null }, null],
    ['none told', { withdrawnAt: undefined }, null],
    ['withdrawn later', { withdrawnAt: '2026-11-22T00:00:01Z' }, null],
    ['withdrawn nobody knows when', { withdrawnAt: 'soon' }, 'consent_withdrawn'],
    ['obtained nobody knows when', { obtainedAt: '' }, 'consent_late'],
    ['obtained just before', { obtainedAt: '2026-11-21T23:59:59.999Z' }, null],
    ['in a form nobody knows', { form: 'hinted' as never }, 'consent_oral'],
    ['electronic', { form: 'electronic' }, null],
  ])('%s', (_, more, failure) => {
    expect(assessed([consent('c1', ['name'], more)]).failures[NAME]).toBe(failure);
  });
});

describe('one number says all that failed', () => {
  it('differs wherever failures do', () => {
    const each = [null, ...FAILING, {}];
    const all = each.flatMap((name) =>
      each.map((email) => [
        ...(name === null ? [] : [consent('c1', ['name'], name)]),
        ...(email === null ? [] : [consent('c2', ['email'], email)]),
        consent('c3', []),
      ]),
    );
    const told = [[], [consent('c1', ['name'], { recipients: [] })], ...all].map((given) => assessed(given));
    const failures = new Set(told.map((each) => each.failures.join()));
    expect(failures.size).toBe(all.length + 2);
    expect(new Set(told.map(({ code }) => code)).size).toBe(failures.size);
    expect(told.every(({ code }) => Number.isSafeInteger(code))).toBe(true);
  });
});
