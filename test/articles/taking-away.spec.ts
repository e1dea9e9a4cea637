// The first law, between cases: taking away never permits more.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Stop } from '#wire';
import type { CompiledPolicy } from '#policy';
import { stop } from './arbitraries.ts';
import { decide, gained, lost, told, withState, type Told } from './metamorphic.ts';
import { STRICT } from './versions.ts';

const RUNS = 400;

const half = <T>(list: readonly T[]): T[] => list.filter((_, index) => index % 2 === 1);
/** The first of a list changed; the property draws it. */
const first = <T>(list: readonly T[], change: (value: T) => T): T[] =>
  list.map((value, index) => (index === 0 ? change(value) : value));

const ENDED = '2026-11-21';
const without = new Map<unknown, CompiledPolicy>();
/** The strict version with one purpose taken out of every cell. */
function withoutPurpose(purpose: unknown): CompiledPolicy {
  const nothing = STRICT.policy.cellOf('prohibited', 'company', String(purpose));
  const made = without.get(purpose) ?? {
    ...STRICT.policy,
    cellOf: (...cell: Parameters<CompiledPolicy['cellOf']>) =>
      cell[2] === purpose ? nothing : STRICT.policy.cellOf(...cell),
  };
  without.set(purpose, made);
  return made;
}

type Change = (given: Told, stop: Stop) => Told;
const CHANGES: readonly (readonly [string, Change])[] = [
  ['removing a consent', (given) => withState(given, { consents: given.state.consents.slice(1) })],
  [
    'withdrawing a consent',
    (given) =>
      withState(given, {
        consents: first(given.state.consents, (one) => ({ ...one, withdrawnAt: '2026-11-01T00:00:00Z' })),
      }),
  ],
  [
    'a consent naming one purpose less',
    (given) =>
      withState(given, {
        consents: first(given.state.consents, (one) => ({ ...one, purposes: one.purposes.slice(0, -1) })),
      }),
  ],
  [
    'a consent naming half the items',
    (given) =>
      withState(given, { consents: first(given.state.consents, (one) => ({ ...one, items: half(one.items) })) }),
  ],
  [
    'a consent naming one recipient less',
    (given) =>
      withState(given, {
        consents: first(given.state.consents, (one) => ({ ...one, recipients: one.recipients.slice(0, -1) })),
      }),
  ],
  [
    'a consent that was only oral',
    (given) => withState(given, { consents: first(given.state.consents, (one) => ({ ...one, form: 'oral' })) }),
  ],
  ['removing an entrustment', (given) => withState(given, { entrustments: given.state.entrustments.slice(1) })],
  [
    'ending an entrustment',
    (given) => withState(given, { entrustments: first(given.state.entrustments, (one) => ({ ...one, to: ENDED })) }),
  ],
  [
    'an overdue audit',
    (given) =>
      withState(given, { entrustments: first(given.state.entrustments, (one) => ({ ...one, auditDueOn: ENDED })) }),
  ],
  [
    'an entrustment naming one purpose less',
    (given) =>
      withState(given, {
        entrustments: first(given.state.entrustments, (one) => ({ ...one, purposes: one.purposes.slice(0, -1) })),
      }),
  ],
  ['removing an order', (given) => withState(given, { orders: given.state.orders.slice(1) })],
  [
    'an order approved by one person less',
    (given) =>
      withState(given, {
        orders: first(given.state.orders, (one) => ({ ...one, approvedBy: one.approvedBy.slice(1) })),
      }),
  ],
  [
    'an order naming half the items',
    (given) => withState(given, { orders: first(given.state.orders, (one) => ({ ...one, items: half(one.items) })) }),
  ],
  [
    'ending a contract',
    (given) => ({ ...given, asked: { ...given.asked, contract: { from: '2017-04-01', to: ENDED } } }),
  ],
  ['no contract', (given) => ({ ...given, asked: { ...given.asked, contract: null } })],
  ['adding a stop', (given, added) => withState(given, { stops: [...given.state.stops, added] })],
  ['the kill switch', (given) => withState(given, { killed: true })],
  ['a dealer not accepting', (given) => withState(given, { dealerAccepted: false })],
  [
    'a correction',
    (given) => withState(given, { correctionPending: [...given.state.correctionPending, 'vin', 'name', 'work'] }),
  ],
  ['a new owner', (given) => withState(given, { ownershipFrom: '2026-11-01' })],
  ['no purpose', (given) => ({ ...given, asked: { ...given.asked, purpose: '' } })],
  [
    'a policy that narrows the purpose',
    (given) => ({ ...given, law: { ...given.law, judged: withoutPurpose(given.asked.purpose) } }),
  ],
  [
    'a further version in force that is narrower',
    (given) => ({
      ...given,
      law: { ...given.law, alsoInForce: [...given.law.alsoInForce, withoutPurpose(given.asked.purpose)] },
    }),
  ],
  [
    'asking for less',
    (given) => ({
      ...given,
      asked: { ...given.asked, items: (given.asked.items ?? ['work', 'name', 'vin']).slice(1) },
    }),
  ],
];

describe('taking away never permits more', () => {
  it.each(CHANGES)('%s', (_what, change) => {
    let narrowed = 0;
    fc.assert(
      fc.property(told, stop, (wide, added) => {
        const narrow = change(wide, added);
        const released = gained(wide, narrow);
        if (released.length > 0) throw new Error(`lets out ${released.join(', ')}`);
        if (lost(wide, narrow) > 0) narrowed += 1;
      }),
      { numRuns: RUNS },
    );
    // What takes nothing away in any case proves nothing.
    expect(narrowed).toBeGreaterThan(0);
  });

  it('the end of its contract leaves a dealer or an insurer nothing', () => {
    fc.assert(
      fc.property(told, fc.constantFrom('dealer:D001', 'dealer:D002', 'insurer:I1'), (given, recipient) => {
        const asked = { ...given.asked, recipient, contract: { from: '2017-04-01', to: ENDED } };
        expect(decide({ ...given, asked }).permitsAny).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  it('a stop touches no order’s disclosure, an erasure apart', () => {
    let disclosed = 0;
    const ordered = told.map((given): Told => {
      const orders = given.state.orders.map((one) => ({ ...one, recipient: 'authority:A1' }));
      const asked = { ...given.asked, recipient: 'authority:A1', purpose: 'company.legal-disclosure' };
      return withState({ ...given, asked }, { orders });
    });
    fc.assert(
      fc.property(ordered, stop, (given, one) => {
        const stopped = withState(given, { stops: [...given.state.stops, { ...one, kind: 'cessation' }] });
        expect(decide(stopped).verdicts).toEqual(decide(given).verdicts);
        if (decide(given).permitsAny) disclosed += 1;
      }),
      { numRuns: RUNS },
    );
    expect(disclosed).toBeGreaterThan(0);
  });
});
