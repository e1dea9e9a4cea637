// A policy version as the engine reads it: what each cell grants, the clauses of guards, and its day.
import type { Item, PermitReason, WithholdReason } from '#wire';

/** The part a recipient plays towards one record. A dealer is `publishing-dealer` for the records it published itself. */
export const ROLES = [
  'company',
  'finance',
  'publishing-dealer',
  'other-dealer',
  'insurer',
  'subcontractor',
  'headquarters',
  'authority',
] as const;
export type Role = (typeof ROLES)[number];

/** What a cell asks before it grants; `withhold` grants nothing. A, E, C, S, M, L and D of the reading. */
export type Asks = 'nothing' | 'entrustment' | 'consent' | 'specific-consent' | 'statistics' | 'order' | 'withhold';

/** One cell of a policy: item × role × purpose. */
export interface Cell {
  readonly asks: Asks;
  /** What a granted leaf rests on; of no meaning where the cell grants nothing. */
  readonly reason: PermitReason;
  /** The clause a granted leaf rests on, or why statistics alone may leave. */
  readonly clause: string;
}

/** A compiled version. Immutable; two compilations of one document are two policies to a memo. */
export interface CompiledPolicy {
  readonly id: string;
  /** Asia/Tokyo day from which it is in force; `null`: a draft. */
  readonly effectiveOn: string | null;
  /** The cell; any purpose the policy does not name has the cells of `any-other`. Never throws; unknown is `withhold`. */
  cellOf(item: Item, role: Role, purpose: string): Cell;
  /** The clause a withheld leaf rests on, for its reason and the recipient's role (`null`: none of the table). */
  clauseOf(reason: WithholdReason | 'embedded_personal_data', role: Role | null): string;
}
