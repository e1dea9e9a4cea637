// One column of the law: what the judged version and every other version asked to agree say to one role and purpose.
import { ITEMS } from '#wire';
import type { Asks, Cell, CompiledPolicy, Role } from './compiled-policy.js';
import { createMemo, type Memo } from './memo.js';
import type { Law } from './situation.js';

export interface Column {
  readonly policy: CompiledPolicy;
  /** `null`: the recipient stands in none. */
  readonly role: Role | null;
  /** Cells of the judged version, by item index. */
  readonly cells: readonly Cell[];
  /** What the other versions ask, by item index; each once. */
  readonly earlier: readonly (readonly Asks[])[];
  /** Everything any of these cells asks that must be assessed; each once. */
  readonly asks: readonly Assessed[];
}

/** What is assessed from the state, of all that a cell can ask. */
export const ASSESSED = ['consent', 'specific-consent', 'entrustment', 'order'] as const;
export type Assessed = (typeof ASSESSED)[number];

const WITHHOLD: Cell = Object.freeze({ asks: 'withhold', reason: 'company_purpose', clause: '' });

const NO_CELLS: readonly Cell[] = ITEMS.map(() => WITHHOLD);
const PURPOSES_PER_ROLE = 64;
/** Cells of a version by role and purpose, gathered once. */
const gathered = new WeakMap<CompiledPolicy, Map<Role, Memo<string, readonly Cell[]>>>();

/** Cells by item index. */
function cellsOf(policy: CompiledPolicy, role: Role | null, purpose: string): readonly Cell[] {
  if (role === null) return NO_CELLS;
  let roles = gathered.get(policy);
  if (roles === undefined) gathered.set(policy, (roles = new Map<Role, Memo<string, readonly Cell[]>>()));
  let purposes = roles.get(role);
  if (purposes === undefined) roles.set(role, (purposes = createMemo(PURPOSES_PER_ROLE)));
  let cells = purposes.get(purpose);
  if (cells === undefined) {
    cells = ITEMS.map((item) => policy.cellOf(item, role, purpose));
    purposes.set(purpose, cells);
  }
  return cells;
}

const NOTHING_ASKED: readonly Asks[] = [];
const NOTHING_EARLIER: readonly (readonly Asks[])[] = ITEMS.map(() => NOTHING_ASKED);

/** The column of `role` and `purpose`; without a role every cell withholds. Never throws. */
export function columnOf({ judged, alsoInForce }: Law, role: Role | null, purpose: string): Column {
  const cells = cellsOf(judged, role, purpose);
  const others = alsoInForce.filter((policy) => policy !== judged).map((policy) => cellsOf(policy, role, purpose));
  const earlier =
    others.length === 0
      ? NOTHING_EARLIER
      : ITEMS.map((_, item) => [...new Set(others.map((of) => of[item]?.asks ?? 'withhold'))]);
  const isAsked = (asked: Asks) => cells.some(({ asks }) => asks === asked) || earlier.some((of) => of.includes(asked));
  return { policy: judged, role, cells, earlier, asks: ASSESSED.filter(isAsked) };
}
