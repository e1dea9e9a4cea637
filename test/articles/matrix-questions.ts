// Whom and what the whole matrix is asked about, with nothing standing and with everything.
import { ITEMS, PURPOSES, type Consent, type Entrustment, type Order } from '#wire';
import type { SubjectState } from '#policy';
import type { Code } from './matrix.ts';

/** A recipient for every column of the matrix. */
export const RECIPIENTS: readonly (readonly [string, Code])[] = [
  ['bmw-japan', 'K'],
  ['bmw-japan-finance', 'F'],
  ['dealer:D001', 'DS'],
  ['dealer:D002', 'DO'],
  ['dealer-network', 'DO'],
  ['insurer:I1', 'I'],
  ['subcontractor:S1', 'SU'],
  ['bmw-ag', 'HQ'],
  ['authority:A1', 'AU'],
  ['leasing-affiliate', 'UN'],
];
/** The engine's name for each column but that of nobody known. */
export const ROLES = {
  K: 'company',
  F: 'finance',
  DS: 'publishing-dealer',
  DO: 'other-dealer',
  I: 'insurer',
  SU: 'subcontractor',
  HQ: 'headquarters',
  AU: 'authority',
} as const satisfies Record<Exclude<Code, 'UN'>, string>;
/** Every purpose of the policy, and one it does not name. */
export const COLUMNS = [...PURPOSES, 'club.membership'];
/** What the policy lists. */
export const LISTED = ITEMS.filter((item) => item !== 'unlisted' && item !== 'prohibited');

/** A consent, an entrustment and an order that reach everywhere. */
export function everything(recipient: string): Partial<SubjectState> {
  const consent: Consent = {
    id: 'c',
    recipients: [recipient],
    items: ITEMS,
    purposes: COLUMNS,
    form: 'written',
    obtainedAt: '2020-01-01T00:00:00Z',
    basis: 'specific',
  };
  const entrustment: Entrustment = {
    id: 'e',
    recipient,
    items: ITEMS,
    purposes: COLUMNS,
    from: '2020-01-01',
    to: null,
  };
  const order: Order = { id: 'o', recipient, items: ITEMS, from: '2020-01-01', to: null, approvedBy: ['ann', 'bob'] };
  return { consents: [consent], entrustments: [entrustment], orders: [order] };
}

/** Entrusted with something else, so that the recipient stands and the cell is what refuses. */
export function elsewhere(recipient: string): Partial<SubjectState> {
  return { entrustments: [{ id: 'x', recipient, items: [], purposes: [], from: '2020-01-01', to: null }] };
}
