// One decision with its verdicts, looked up by its id.
import type { Decision, Effect } from '#wire';
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';

/** A decision as the ledger gives it out: no link, no salt. */
export interface KeptDecision {
  readonly id: string;
  readonly stream: string;
  readonly effect: Effect;
  readonly policy: string;
  readonly policyHash: string;
  /** RFC 3339 instant, as written. */
  readonly at: string;
  readonly controlOffset: string;
  readonly source: { readonly partition: number; readonly offset: string };
  readonly pattern: string;
  /** `null`: the pattern has not been read yet. */
  readonly verdicts: readonly (Decision & { readonly count: number })[] | null;
  readonly references: string;
  readonly released: string | null;
}

/** Columns of a KeptDecision, of `ledger.decisions d`. */
export const KEPT_DECISION = `
         d.id, d.stream, d.effect, d.policy, d.policy_hash AS "policyHash", d.at,
         d.control_offset::text AS "controlOffset",
         json_build_object('partition', d.source_partition, 'offset', d.source_offset::text) AS source,
         d.pattern,
         CASE WHEN EXISTS (SELECT FROM ledger.patterns p WHERE p.id = d.pattern) THEN coalesce(
           (SELECT json_agg(json_build_object('path', v.path, 'item', v.item, 'outcome', v.outcome, 'clause', v.clause,
                                              'reason', v.reason, 'count', coalesce(d.leaves[v.ordinal + 1], 0)) ORDER BY v.ordinal)
              FROM ledger.pattern_verdicts v WHERE v.pattern = d.pattern), '[]') END AS verdicts,
         d.reference_commitment AS "references", d.release_commitment AS released`;

const FIND = `SELECT ${KEPT_DECISION} FROM ledger.decisions d WHERE d.id = $1`;

/** The decision of this id, verdicts in the order of the wire; `null` where there is none. Throws a DatabaseFault. */
export async function findDecision(dataSource: DataSource, id: string): Promise<KeptDecision | null> {
  if (id.includes('\0')) return null;
  const rows = await withoutValues(() => dataSource.query<KeptDecision[]>(FIND, [id]));
  return rows[0] ?? null;
}
