// The classes of what people and parties have said: consents, contracts, orders, entrustments. What each class *means* stands
// beside it by hand, so that nobody needs to compute it.
import type { Consent, Entrustment, Order, Period } from '#wire';
import type { Asked } from './cells-of.js';
import { RECIPIENTS, type PurposeClass, type RecipientClass } from './classes.js';
import { LISTED, ONE_HALF, OTHER_HALF } from './halves.js';
import type { Calendar } from './calendar.js';

/** Whose situation it is. */
export interface Asking {
  readonly who: RecipientClass;
  readonly what: PurposeClass;
  readonly calendar: Calendar;
}

/** A class of grounds: what it covers, and what is on file. */
export interface GroundClass<T> {
  readonly id: string;
  /** The items it covers for this recipient and purpose; of none for a class that holds for nobody. */
  readonly covers: Asked;
  readonly onFile: (asking: Asking) => readonly T[];
}

export interface ConsentClass extends GroundClass<Consent> {
  /** True where it names this very recipient, and was given for it. */
  readonly isSpecific: boolean;
}

const none: Asked = () => false;
const only =
  (items: readonly string[]): Asked =>
  (item) =>
    items.includes(item);

const EVERYTHING: readonly string[] = [...LISTED, 'unlisted', 'prohibited'];

/** A consent to which nothing is wanting. */
function consent({ who, what, calendar }: Asking, id: string, changes: Partial<Consent> = {}): Consent {
  const recipients = who.kind === undefined ? [who.recipient] : [who.recipient, who.kind];
  return {
    ...{ id, recipients, items: EVERYTHING, purposes: [what.purpose] },
    ...{ form: 'written', obtainedAt: calendar.longAgo, basis: 'specific' },
    ...changes,
  };
}

/** Every recipient and kind but this one. */
function others({ recipient, kind }: RecipientClass): readonly string[] {
  const words = RECIPIENTS.flatMap((each) => [each.recipient, each.kind ?? each.recipient]);
  return [...new Set(words)].filter((word) => word !== recipient && word !== kind);
}

const otherPurposes = ['joint.valuation', 'company.requests', 'somebody-elses'];

export const CONSENTS: readonly ConsentClass[] = [
  { id: 'none', covers: none, isSpecific: false, onFile: () => [] },
  {
    ...{ id: 'of-another', covers: none, isSpecific: false },
    onFile: (asking) => [
      consent(asking, 'c1', { recipients: others(asking.who) }),
      consent(asking, 'c2', { purposes: otherPurposes.filter((each) => each !== asking.what.purpose) }),
    ],
  },
  {
    ...{ id: 'oral', covers: none, isSpecific: false },
    onFile: (asking) => [consent(asking, 'c1', { form: 'oral' })],
  },
  {
    ...{ id: 'late', covers: none, isSpecific: false },
    onFile: (asking) => [consent(asking, 'c1', { obtainedAt: asking.calendar.now })],
  },
  {
    ...{ id: 'withdrawn', covers: none, isSpecific: false },
    onFile: (asking) => [consent(asking, 'c1', { withdrawnAt: asking.calendar.now })],
  },
  {
    // Two of which neither is specific: one names the kind alone, one was given in general.
    ...{ id: 'general-for-half', covers: only(ONE_HALF), isSpecific: false },
    onFile: (asking) => [
      consent(asking, 'c1', { basis: '2(9)', items: ONE_HALF, form: 'electronic' }),
      ...(asking.who.kind === undefined
        ? []
        : [consent(asking, 'c2', { recipients: [asking.who.kind], items: ONE_HALF })]),
    ],
  },
  {
    ...{ id: 'specific-for-half', covers: only(OTHER_HALF), isSpecific: true },
    onFile: (asking) => [consent(asking, 'c1', { recipients: [asking.who.recipient], items: OTHER_HALF })],
  },
];

export interface ContractClass {
  readonly id: string;
  readonly isInForce: boolean;
  readonly onFile: (calendar: Calendar) => Period | null;
}

export const CONTRACTS: readonly ContractClass[] = [
  { id: 'none', isInForce: false, onFile: () => null },
  { id: 'over', isInForce: false, onFile: ({ first, yesterday }) => ({ from: first, to: yesterday }) },
  { id: 'not-begun', isInForce: false, onFile: ({ tomorrow }) => ({ from: tomorrow, to: null }) },
  { id: 'in-force', isInForce: true, onFile: ({ first, today }) => ({ from: first, to: today }) },
];

function order({ who, calendar }: Asking, id: string, changes: Partial<Order> = {}): Order {
  const { first: from, today: to } = calendar;
  return { id, recipient: who.recipient, items: EVERYTHING, from, to, approvedBy: ['ann', 'bob'], ...changes };
}

export const ORDERS: readonly GroundClass<Order>[] = [
  { id: 'none', covers: none, onFile: () => [] },
  {
    ...{ id: 'not-in-force', covers: none },
    onFile: (asking) => [
      order(asking, 'o1', { recipient: 'authority:W2' }),
      order(asking, 'o2', { to: asking.calendar.yesterday }),
      order(asking, 'o3', { from: asking.calendar.tomorrow, to: null }),
    ],
  },
  {
    // One person, written in two ways.
    ...{ id: 'one-approver', covers: none },
    onFile: (asking) => [order(asking, 'o1', { approvedBy: ['ann', 'Ａｎｎ '] })],
  },
  {
    ...{ id: 'for-half', covers: only(ONE_HALF) },
    onFile: (asking) => [order(asking, 'o1', { items: ONE_HALF })],
  },
  {
    ...{ id: 'for-all-and-unlisted', covers: () => true },
    onFile: (asking) => [order(asking, 'o1')],
  },
];

/** An entrustment that is in force is what a subcontractor and the headquarters stand on, whatever it covers. */
export interface EntrustmentClass extends GroundClass<Entrustment> {
  readonly isInForce: boolean;
}

function entrustment({ who, what, calendar }: Asking, id: string, changes: Partial<Entrustment> = {}): Entrustment {
  const { first: from, today: to } = calendar;
  const whole = { id, recipient: who.recipient, items: EVERYTHING, purposes: [what.purpose], from, to };
  return { ...whole, auditDueOn: to, ...changes };
}

export const ENTRUSTMENTS: readonly EntrustmentClass[] = [
  { id: 'none', isInForce: false, covers: none, onFile: () => [] },
  {
    ...{ id: 'not-in-force', isInForce: false, covers: none },
    onFile: (asking) => [
      entrustment(asking, 'e1', { recipient: 'subcontractor:W2' }),
      entrustment(asking, 'e2', { to: asking.calendar.yesterday }),
      entrustment(asking, 'e3', { from: asking.calendar.tomorrow, to: null }),
    ],
  },
  {
    // In force, and yet: one has missed its audit, one is for something else.
    ...{ id: 'not-covering', isInForce: true, covers: none },
    onFile: (asking) => [
      entrustment(asking, 'e1', { auditDueOn: asking.calendar.yesterday }),
      entrustment(asking, 'e2', { purposes: otherPurposes.filter((each) => each !== asking.what.purpose) }),
    ],
  },
  {
    ...{ id: 'for-half', isInForce: true, covers: only(OTHER_HALF) },
    onFile: (asking) => [entrustment(asking, 'e1', { items: OTHER_HALF })],
  },
];
