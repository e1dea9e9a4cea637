// Which guards a leaf can meet, by its item, its recipient's role and its cell: the order of judgement as a list.
import { CUSTOMER_ITEMS, ITEMS, type Catalogue, type Item, type RecipientKind } from '#wire';
import { ROLES, type Asks, type Role } from './compiled-policy.js';
import type { GuardWord } from './policy-words.js';

/** Asked before there is a cell: of a question without a purpose, and of a recipient that plays no part. */
export const GUARDS_WITHOUT_A_CELL: readonly GuardWord[] = ['purpose_missing', 'recipient_unknown'];

const KINDS: Readonly<Record<Role, readonly RecipientKind[]>> = {
  company: ['company'],
  finance: ['finance'],
  'publishing-dealer': ['dealer'],
  'other-dealer': ['dealer', 'dealer-network'],
  insurer: ['insurer'],
  subcontractor: ['subcontractor'],
  headquarters: ['headquarters'],
  authority: ['authority'],
};

const CONSENT_GUARDS: readonly GuardWord[] = [
  'consent_absent',
  'consent_wrong_recipient',
  'consent_wrong_item',
  'consent_wrong_purpose',
  'consent_oral',
  'consent_late',
  'consent_withdrawn',
];

/** What a cell's own condition is tested by. */
const TESTED_BY: Readonly<Record<Asks, readonly GuardWord[]>> = {
  nothing: [],
  withhold: [],
  statistics: ['statistics_only'],
  consent: CONSENT_GUARDS,
  'specific-consent': [...CONSENT_GUARDS, 'consent_not_specific'],
  entrustment: ['not_entrusted'],
  order: ['order_missing', 'order_scope'],
};

/** A leaf somebody asks for. `kinds`: what the recipient's id may be, all the role can have if not said. */
export interface AskedLeaf {
  readonly item: Item;
  readonly role: Role;
  readonly asks: Asks;
  readonly kinds?: readonly RecipientKind[];
}

/**
 * The guards that can withhold the leaf, or cut something out of it, for a stated purpose: each once, in the order of
 * judgement. `texts` are the items that have free text. Never throws.
 */
export function guardsAsked(
  { item, role, asks, kinds = KINDS[role] }: AskedLeaf,
  texts: ReadonlySet<Item>,
): readonly GuardWord[] {
  if (item === 'prohibited') return ['prohibited'];
  const isOwnRecord = role === 'publishing-dealer';
  const isUnlisted = item === 'unlisted';
  const isOrdered = asks === 'order' && role === 'authority';
  const mayLeave = asks !== 'withhold' && asks !== 'statistics' && (!isUnlisted || isOrdered);
  const isCustomers = (CUSTOMER_ITEMS as readonly Item[]).includes(item);
  const any = (...wanted: readonly RecipientKind[]) => kinds.some((kind) => wanted.includes(kind));
  const asked: readonly (readonly [boolean, readonly GuardWord[]])[] = [
    [true, ['held_before_policy']],
    [any('dealer', 'insurer'), ['recipient_inactive']],
    [any('subcontractor', 'headquarters'), ['not_entrusted']],
    [true, ['killed', 'policy_not_accepted', 'erased']],
    [asks !== 'order' && !isOwnRecord, ['stop_cessation']],
    [isUnlisted, ['unmapped', 'unlisted']],
    [true, ['provenance']], // makes any leaf an unlisted one
    // without an order that names what is not listed, it is refused as unlisted
    [!isUnlisted || isOrdered, TESTED_BY[asks].filter((guard) => !isUnlisted || guard !== 'order_missing')],
    [mayLeave, ['collected_under_earlier_notice']],
    [mayLeave && !isOwnRecord, ['correction_pending']],
    [mayLeave && isCustomers && !isOwnRecord && role !== 'company', ['owner_mismatch']],
    [mayLeave, ['not_requested']],
    [mayLeave && texts.has(item), ['embedded_personal_data', 'text_unsure']],
  ];
  return [...new Set(asked.flatMap(([isAsked, guards]) => (isAsked ? guards : [])))];
}

/** The guards some leaf can meet where cells ask what `asksOf` says; all others are unreachable. Never throws. */
export function reachableGuards(
  asksOf: (item: Item, role: Role, purpose: string) => Asks,
  purposes: readonly string[],
  texts: ReadonlySet<Item>,
): ReadonlySet<GuardWord> {
  const met = ITEMS.flatMap((item) =>
    ROLES.flatMap((role) =>
      [...new Set(purposes.map((purpose) => asksOf(item, role, purpose)))].flatMap((asks) =>
        guardsAsked({ item, role, asks }, texts),
      ),
    ),
  );
  return new Set([...GUARDS_WITHOUT_A_CELL, ...met]);
}

/** The items of which some field is free text. Never throws. */
export function itemsWithText(catalogue: Catalogue): ReadonlySet<Item> {
  const withText = [...catalogue.values()].filter(({ accepts, isFreeText }) => accepts('文') && isFreeText('文'));
  return new Set(withText.flatMap(({ item }) => (item === 'envelope' ? [] : item)));
}
