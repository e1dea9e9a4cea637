// What is remembered of a decision is found again by one number and one word: whatever differs in a fact differs in them.
import { describe, expect, it } from '@jest/globals';
import { ITEMS, type Consent, type Entrustment, type Order } from '#wire';
import type { Column } from './column.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { readFacts, type RecordFacts } from './facts.js';
import { ITEM_COUNT } from './judged-as.js';
import type { Law, Situation, SubjectState } from './situation.js';
import { standingOf } from './standing.js';

const AT = Date.parse('2026-11-22T00:00:00Z');
const DAY = '2026-11-22';
const RECORD: RecordFacts = { occurredOn: '2026-10-01', dealerCode: 'D001', hasSubject: true };
const QUIET: SubjectState = {
  ...{ consents: [], entrustments: [], orders: [], stops: [] },
  ...{ killed: false, dealerAccepted: true, correctionPending: [], ownershipFrom: null },
};
const CONSENT: Consent = {
  ...{ id: 'c1', recipients: ['authority:A1'], items: ['vin'], purposes: ['joint.valuation'] },
  ...{ form: 'written', obtainedAt: '2020-01-01T00:00:00Z', basis: 'specific' },
};
const ENTRUSTMENT: Entrustment = {
  ...{
    id: 'e1',
    recipient: 'authority:A1',
    items: ['vin'],
    purposes: ['joint.valuation'],
    from: '2020-01-01',
    to: null,
  },
};
const ORDER: Order = {
  ...{ id: 'o1', recipient: 'authority:A1', items: ['vin'], from: '2020-01-01', to: null, approvedBy: ['ann', 'bob'] },
};

interface Asked {
  readonly state?: Partial<SubjectState>;
  readonly purpose?: unknown;
  readonly items?: readonly string[];
  readonly record?: Partial<RecordFacts>;
  readonly asks?: Column['asks'];
  readonly firstEffectiveOn?: string;
  readonly day?: string;
}

function read({ state, purpose = 'joint.valuation', items, record, asks = [], firstEffectiveOn, day = DAY }: Asked) {
  const policy = {} as CompiledPolicy;
  const law: Law = { judged: policy, alsoInForce: [], firstEffectiveOn: firstEffectiveOn ?? '2017-05-30' };
  const column: Column = { policy, role: 'authority', cells: [], earlier: [], asks };
  const recipient = { id: 'authority:A1', contract: null };
  const situation: Situation = { at: AT, recipient, purpose, items, state: { ...QUIET, ...state } };
  return readFacts({ ...RECORD, ...record }, situation, law, standingOf(situation, 'D001', day), column, day);
}

/** Each changes one fact; an order is asked for, so that naming what is not listed counts. */
const CHANGES: Readonly<Record<string, Asked>> = {
  held: { record: { occurredOn: '2017-05-29' } },
  'without a purpose': { purpose: '' },
  killed: { state: { killed: true } },
  'not accepted': { state: { dealerAccepted: false } },
  erased: { state: { stops: [{ id: 's', kind: 'erasure', at: '2026-01-01T00:00:00Z' }] } },
  ceased: { state: { stops: [{ id: 's', kind: 'cessation', at: '2026-01-01T00:00:00Z' }] } },
  'of another owner': { state: { ownershipFrom: '2026-11-01' } },
  'ordered, what is not listed': { state: { orders: [{ ...ORDER, items: ['unlisted'], approvedBy: [] }] } },
  'with the first item in correction': { state: { correctionPending: ['address'] } },
  'with the last item in correction': { state: { correctionPending: ['prohibited'] } },
  'with everything in correction': { state: { correctionPending: ['number-plate'] } },
  'asked for nothing': { items: [] },
  'asked for the first item': { items: ['address'] },
  'asked for the last item': { items: ['prohibited'] },
};

function joined(one: Asked, other: Asked): Asked {
  return { ...one, ...other, state: { ...one.state, ...other.state }, record: { ...one.record, ...other.record } };
}

describe('the number of the facts', () => {
  it('differs for each change, and for any two of them', () => {
    const all = Object.values(CHANGES);
    const asked = [{}, ...all, ...all.flatMap((one, at) => all.slice(at + 1).map((other) => joined(one, other)))];
    const told = asked.map((each) => {
      const {
        vector,
        word: _word,
        column: _column,
        assessments: _assessments,
        standing: _standing,
        ...facts
      } = read({
        ...each,
        asks: ['order'],
      });
      return [vector, JSON.stringify(facts)] as const;
    });
    const facts = new Set(told.map(([, fact]) => fact));
    expect(facts.size).toBeGreaterThan(80);
    expect(new Set(told.map(([vector]) => vector)).size).toBe(facts.size);
    expect(new Set(told.map((each) => each.join(' '))).size).toBe(facts.size);
    expect(told.every(([vector]) => Number.isSafeInteger(vector) && vector >= 0)).toBe(true);
  });
});

describe('the word of the assessments', () => {
  it('is nothing where nothing is asked', () => {
    expect(read({})).toMatchObject({ word: 0, assessments: {} });
  });

  it('differs where any of them does, in one and in several', () => {
    const states: readonly Partial<SubjectState>[] = [{}, { consents: [CONSENT] }, { entrustments: [ENTRUSTMENT] }];
    const more = [{ orders: [ORDER] }, { consents: [CONSENT], entrustments: [ENTRUSTMENT], orders: [ORDER] }];
    const told = (asks: Column['asks']) =>
      new Set([...states, ...more].map((state) => read({ state, asks }).word)).size;
    expect(told(['consent'])).toBe(2);
    expect(told(['entrustment'])).toBe(2);
    expect(told(['order'])).toBe(2);
    expect(told(['specific-consent', 'entrustment'])).toBe(4);
    expect(told(['consent', 'specific-consent', 'entrustment', 'order'])).toBe(5);
  });

  it('is of what is asked alone, in the order of the column', () => {
    const state = { consents: [CONSENT], orders: [ORDER] };
    const { assessments, word } = read({ state, asks: ['specific-consent', 'order'] });
    expect(Object.keys(assessments)).toEqual(['specific-consent', 'order']);
    expect(word).toBe(`${assessments['specific-consent']?.code} ${assessments.order?.code}`);
  });
});

describe('a fact', () => {
  it.each<[string, Asked, boolean]>([
    ['the first day itself', { record: { occurredOn: '2017-05-30' } }, false],
    ['the day before', { record: { occurredOn: '2017-05-29' } }, true],
    ['no day', { record: { occurredOn: '' } }, true],
    ['a first day that is none', { firstEffectiveOn: '' }, true],
    ['a first day nobody can read', { firstEffectiveOn: '2017' }, true],
    ['judged on no day', { day: '' }, true],
  ])('holds a record: %s', (_, asked, isHeld) => {
    expect(read(asked).isHeld).toBe(isHeld);
  });

  it.each<[unknown, boolean]>([
    ['joint.valuation', false],
    ['anything', false],
    ['', true],
    [null, true],
    [undefined, true],
    [7, true],
    [['joint.valuation'], true],
  ])('takes a purpose for missing: %j', (purpose, isMissing) => {
    expect(read({ purpose: purpose ?? null }).isPurposeMissing).toBe(isMissing);
  });

  it.each<[string, unknown, boolean]>([
    ['no change of owner is known', null, false],
    ['none is told', undefined, false],
    ['before the record', '2026-09-30', false],
    ['on the day', '2026-10-01', false],
    ['the day after', '2026-10-02', true],
    ['on no day', 'in autumn', true],
    ['on nothing', '', true],
  ])('tells the owner from another: %s', (_, ownershipFrom, isMismatch) => {
    const state = { ownershipFrom } as Partial<SubjectState>;
    expect(read({ state }).isOwnerMismatch).toBe(isMismatch);
    expect(read({ state, record: { occurredOn: '' } }).isOwnerMismatch).toBe(ownershipFrom != null);
  });

  it('says what is in correction and what is asked for: everything, where a name is none or nothing is said', () => {
    const all = (1 << ITEM_COUNT) - 1;
    const bit = (item: (typeof ITEMS)[number]) => 1 << ITEMS.indexOf(item);
    const corrections = (...correctionPending: string[]) => read({ state: { correctionPending } }).corrections;
    expect(corrections()).toBe(0);
    expect(corrections('vin', 'name')).toBe(bit('vin') | bit('name'));
    expect(corrections('vin', 'plate')).toBe(all);
    expect(read({}).requested).toBe(all);
    expect(read({ items: ['vin', 'plate'] }).requested).toBe(bit('vin'));
  });

  it('rests on no consent without a subject', () => {
    const asked = { state: { consents: [CONSENT] }, asks: ['specific-consent'] } as const;
    const failureOf = (hasSubject: boolean) =>
      read({ ...asked, record: { hasSubject } }).assessments['specific-consent']?.failures[ITEMS.indexOf('vin')];
    expect([failureOf(true), failureOf(false)]).toEqual([null, 'consent_absent']);
  });

  it('of an order for what is not listed counts where an order is asked for', () => {
    const state = { orders: [{ ...ORDER, items: ['unlisted'] }] };
    expect(read({ state, asks: ['order'] }).isUnlistedOrdered).toBe(true);
    expect(read({ state, asks: ['consent'] }).isUnlistedOrdered).toBe(false);
    expect(read({ state: { orders: [ORDER] }, asks: ['order'] }).isUnlistedOrdered).toBe(false);
  });
});
