// Related cases, and what decisions on them must have in common: for the metamorphic properties.
import fc from 'fast-check';
import { REDACTION, type Consent, type JsonObject, type JsonScalar, type Period } from '#wire';
import { project, type Decided, type Law, type SubjectState } from '#policy';
import { consent, entrustment, order, question, record, state, type Question } from './arbitraries.ts';
import { AT, MARK, decider } from './cases.ts';
import { scalarsOf } from './read-leaves.ts';
import { STRICT_LAW } from './rows.ts';

/** Everything one decision is asked with. */
export interface Told {
  readonly record: JsonObject;
  readonly asked: Question;
  readonly state: SubjectState;
  readonly law: Law;
}

const GOOD: Pick<Consent, 'form' | 'obtainedAt' | 'withdrawnAt' | 'basis'> = {
  form: 'written',
  obtainedAt: '2020-01-01T00:00:00Z',
  withdrawnAt: null,
  basis: 'specific',
};
const STANDING: Period = { from: '2017-04-01', to: null };

/** Whom and what for, where something may leave: as of right, by consent, by entrustment, by order. */
const APT: readonly (readonly [string, string])[] = [
  ['bmw-japan', 'company.vehicle-notices'],
  ['bmw-japan-finance', 'joint.valuation'],
  ['bmw-japan-finance', 'company.credit'],
  ['dealer:D001', 'company.requests'],
  ['dealer:D002', 'joint.workshop-service'],
  ['dealer-network', 'joint.product-information'],
  ['insurer:I1', 'company.vehicle-notices'],
  ['subcontractor:S1', 'joint.workshop-service'],
  ['bmw-ag', 'joint.valuation'],
  ['authority:A1', 'company.legal-disclosure'],
];

/**
 * Three cases of four are apt: one consent, entrustment and order stand and reach the recipient and the purpose asked for, and
 * nothing is stopped. So each kind of ground carries something often enough to be missed when it is taken away.
 */
export const told: fc.Arbitrary<Told> = fc
  .record({
    record: record.map((input): JsonObject => ({ ...input, status: 'closed', channel: 'workshop' })),
    asked: question,
    state,
    ground: fc.tuple(consent, entrustment, order),
    apt: fc.option(fc.constantFrom(...APT), { freq: 4 }),
  })
  .map(({ ground: [oneConsent, oneEntrustment, oneOrder], apt, ...given }) => {
    if (apt === null) return { ...given, law: STRICT_LAW };
    const [recipient, purpose] = apt;
    const reaching = { ...STANDING, recipient, purposes: [purpose] };
    const standing: Partial<SubjectState> = {
      consents: [{ ...oneConsent, ...GOOD, recipients: [recipient], purposes: [purpose] }],
      entrustments: [{ ...oneEntrustment, ...reaching, auditDueOn: null }],
      orders: [{ ...oneOrder, ...STANDING, recipient, approvedBy: ['ann', 'bob'] }],
      stops: [],
      killed: false,
      dealerAccepted: true,
    };
    const asked = { ...given.asked, recipient, purpose, contract: STANDING };
    return { ...given, asked, state: { ...given.state, ...standing }, law: STRICT_LAW };
  });

/** The same with some of its state changed. */
export const withState = (given: Told, change: Partial<Told['state']>): Told => ({
  ...given,
  state: { ...given.state, ...change },
});

/** The decision on it. */
export function decide({ record, asked, state, law }: Told): Decided {
  const { recipient, contract, purpose, items } = asked;
  return decider.decide(record, { at: AT, recipient: { id: recipient, contract }, purpose, items, state }, law);
}

/** What leaves: each leaf with its path and value, the envelope's among them. Nothing where nothing is released. */
export function leavesOf(told: Told): readonly (readonly [string, JsonScalar])[] {
  const released = project(told.record, decide(told), 'OUT');
  return released === null ? [] : scalarsOf(released).map(([path, value]) => [path, value] as const);
}

/** What of a leaf's value is information: the whole, or the marks of a text. */
function partsOf([path, value]: readonly [string, JsonScalar]): string[] {
  const marks = String(value).match(MARK) ?? [];
  const isText = marks.length > 0 || String(value).includes(REDACTION);
  return isText ? [path, ...marks.map((mark) => `${path} ${mark}`)] : [`${path} ${String(value)}`];
}

/** What `narrow` lets out and `wide` does not; a text may lose more of itself. */
export function gained(wide: Told, narrow: Told): string[] {
  const before = leavesOf(wide);
  const known = new Set(before.flatMap((leaf) => [leaf[0], ...partsOf(leaf)]));
  const isKnown = (part: string) => known.has(part);
  return leavesOf(narrow).flatMap((leaf) => partsOf(leaf).filter((part) => !isKnown(part)));
}

/** Leaves of the first that the second has not, or not whole. */
export function lost(wide: Told, narrow: Told): number {
  const after = new Set(leavesOf(narrow).map(([path, value]) => `${path} ${String(value)}`));
  return leavesOf(wide).filter(([path, value]) => !after.has(`${path} ${String(value)}`)).length;
}

/** A list in an order drawn by `seed`. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const weight = (index: number) => Math.imul(index + 1, 0x9e37_79b1 ^ Math.imul(seed + 1, 0x85eb_ca6b)) >>> 0;
  return list
    .map((value, index) => ({ value, at: weight(index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
