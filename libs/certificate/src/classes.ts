// The classes of every axis but those of persons' and parties' words: who asks, for what, and what the record is.
import { ONE_HALF, OTHER_HALF } from './halves.js';
import type { Asked } from './cells-of.js';

/** Dealer of every witness record. */
export const PUBLISHER = 'W001';

/** Who asks. `role`: the document's word for it; `null`: the policy names nobody of the kind. */
export interface RecipientClass {
  readonly id: string;
  readonly recipient: string;
  readonly role: string | null;
  /** What its standing rests on besides the policy's own words. */
  readonly standsOn: 'policy' | 'contract' | 'entrustment';
  /** By which word a general consent may name it. */
  readonly kind?: string;
}

export const RECIPIENTS: readonly RecipientClass[] = [
  { id: 'company', recipient: 'bmw-japan', role: 'company', standsOn: 'policy' },
  { id: 'finance', recipient: 'bmw-japan-finance', role: 'finance', standsOn: 'policy', kind: 'finance' },
  {
    ...{ id: 'publishing-dealer', recipient: `dealer:${PUBLISHER}`, role: 'publishing-dealer' },
    ...{ standsOn: 'contract', kind: 'dealer' },
  },
  { id: 'other-dealer', recipient: 'dealer:W002', role: 'other-dealer', standsOn: 'contract', kind: 'dealer' },
  { id: 'dealer-network', recipient: 'dealer-network', role: 'other-dealer', standsOn: 'policy', kind: 'dealer' },
  { id: 'insurer', recipient: 'insurer:W1', role: 'insurer', standsOn: 'contract', kind: 'insurer' },
  { id: 'subcontractor', recipient: 'subcontractor:W1', role: 'subcontractor', standsOn: 'entrustment' },
  { id: 'headquarters', recipient: 'bmw-ag', role: 'headquarters', standsOn: 'entrustment' },
  { id: 'authority', recipient: 'authority:W1', role: 'authority', standsOn: 'policy' },
  { id: 'unknown', recipient: 'leasing-affiliate', role: null, standsOn: 'policy' },
];

/** For what. `word`: the document's word for it; `null`: nothing is stated. */
export interface PurposeClass {
  readonly id: string;
  readonly purpose: string;
  readonly word: string | null;
}

/** Articles 4(2) and 2, by hand. */
const NAMED = [
  'joint.workshop-service',
  'joint.valuation',
  'joint.product-information',
  'joint.joint-user-information',
  'company.product-information',
  'company.questionnaire',
  'company.vehicle-notices',
  'company.requests',
  'company.roadside',
  'company.credit',
  'company.research',
  'company.third-party-provision',
  'company.legal-disclosure',
];

export const PURPOSE_CLASSES: readonly PurposeClass[] = [
  ...NAMED.map((purpose) => ({ id: purpose, purpose, word: purpose })),
  { id: 'any-other', purpose: 'club-membership', word: 'any-other' },
  { id: 'not-stated', purpose: '', word: null },
];

/** Where the record comes from. */
export interface ProvenanceClass {
  readonly id: string;
  readonly channel: 'workshop' | 'telematics' | 'charging';
  /** False for a record that names no customer, so that no consent can be anybody's. */
  readonly hasCustomer: boolean;
  /** True where its texts name persons, vehicles and numbers. */
  readonly namesInTexts: boolean;
  /** What was not collected in the course of repair and maintenance is listed by no clause. */
  readonly unlists: Asked;
}

const nothing: Asked = () => false;

export const PROVENANCES: readonly ProvenanceClass[] = [
  { id: 'workshop', channel: 'workshop', hasCustomer: true, namesInTexts: true, unlists: nothing },
  { id: 'workshop-no-customer', channel: 'workshop', hasCustomer: false, namesInTexts: false, unlists: nothing },
  {
    ...{ id: 'telematics', channel: 'telematics', hasCustomer: true, namesInTexts: false },
    unlists: (item) => item === 'activity',
  },
  { id: 'charging', channel: 'charging', hasCustomer: true, namesInTexts: false, unlists: () => true },
];

/** What stands in the way, whoever asks. */
export interface StopClass {
  readonly id: string;
  /** Nothing leaves to anybody. */
  readonly stopsAll: boolean;
  /** Nothing leaves but by an order, or to the dealer that published it. */
  readonly isCeased: boolean;
  /** Being corrected: stays, but for the dealer that published it. */
  readonly isCorrected: Asked;
  /** What the stream asked for; anything else stays. */
  readonly isAskedFor: Asked;
}

const open = { stopsAll: false, isCeased: false, isCorrected: nothing, isAskedFor: () => true };
const isIn =
  (items: readonly string[]): Asked =>
  (item) =>
    items.includes(item);

export const STOPS: readonly StopClass[] = [
  { ...open, id: 'none' },
  { ...open, id: 'cessation-to-come' },
  { ...open, id: 'cessation', isCeased: true },
  { ...open, id: 'erasure', stopsAll: true },
  { ...open, id: 'kill-switch', stopsAll: true },
  { ...open, id: 'policy-not-accepted', stopsAll: true },
  { ...open, id: 'correction-of-half', isCorrected: isIn(ONE_HALF) },
  { ...open, id: 'half-asked-for', isAskedFor: isIn(OTHER_HALF) },
];

/** When the record occurred. */
export interface DateClass {
  readonly id: string;
  readonly isBeforeTheFirstVersion: boolean;
  /**
   * An earlier version, in force since the record occurred, grants one half of the items nothing, and the other for a specific
   * consent alone.
   */
  readonly isUnderNarrowerVersion: boolean;
  /** Customer information then is the earlier owner's: for the Company and the dealer that published it alone. */
  readonly isOfEarlierOwner: boolean;
}

const since = { isBeforeTheFirstVersion: false, isUnderNarrowerVersion: false, isOfEarlierOwner: false };

export const DATES: readonly DateClass[] = [
  { ...since, id: 'since-the-version' },
  { ...since, id: 'before-the-first-version', isBeforeTheFirstVersion: true },
  { ...since, id: 'under-a-narrower-version', isUnderNarrowerVersion: true },
  { ...since, id: 'of-an-earlier-owner', isOfEarlierOwner: true },
];
