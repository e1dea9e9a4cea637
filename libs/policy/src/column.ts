// One column of the law: what the judged version and every other version asked to agree say to one role and purpose.
import { ITEMS } from '#wire';
import type { Asks, Cell, CompiledPolicy, Role } from './compiled-policy.js';
import type { Law } from './situation.js';

export interface Column {
  readonly policy: CompiledPolicy;
  /** `null`: the recipient stands in none. */
  readonly role: Role | null;
  /** Cells of the judged version, by item index. */
  readonly cells: readonly Cell[];
  /** What the other versions ask, by item index; each once. */
  readonly earlier: readonly (readonly Asks[])[];
  /** Everything any of these cells asks that must be assessed. */
  readonly asks: ReadonlySet<Asks>;
}

const ASSESSED: ReadonlySet<Asks> = new Set<Asks>(['consent', 'specific-consent', 'entrustment', 'order']);

const WITHHOLD: Cell = Object.freeze({ asks: 'withhold', reason: 'company_purpose', clause: '' });

/** The column of `role` and `purpose`; without a role every cell withholds. Never throws. */
export function columnOf(law: Law, role: Role | null, purpose: string): Column {
  const cell = (policy: CompiledPolicy, item: (typeof ITEMS)[number]) =>
    role === null ? WITHHOLD : policy.cellOf(item, role, purpose);
  const others = law.alsoInForce.filter((policy) => policy !== law.judged);
  const cells = ITEMS.map((item) => cell(law.judged, item));
  const earlier = ITEMS.map((item) => [...new Set(others.map((policy) => cell(policy, item).asks))]);
  const asks = new Set([...cells.map((each) => each.asks), ...earlier.flat()].filter((each) => ASSESSED.has(each)));
  return { policy: law.judged, role, cells, earlier, asks };
}
