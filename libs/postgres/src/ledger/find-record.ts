// Everything decided on the record that one decision is about.
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';
import { KEPT_DECISION, type KeptDecision } from './find-decision.js';

export interface DecisionsOfRecord {
  /** Keyed HMAC of the record; `null` where its link was erased: then the one decision stands alone. */
  readonly record: string | null;
  /** Newest first. */
  readonly decisions: readonly KeptDecision[];
}

const OF_RECORD = `
  WITH asked AS (
    SELECT d.id, l.record FROM ledger.decisions d LEFT JOIN ledger.links l ON l.decision = d.id WHERE d.id = $1
  ), wanted AS (
    SELECT id FROM asked
    UNION
    SELECT l.decision FROM ledger.links l JOIN asked a ON l.record = a.record
  )
  SELECT ${KEPT_DECISION}, (SELECT record FROM asked) AS record
    FROM wanted w JOIN ledger.decisions d ON d.id = w.id
   ORDER BY (d.id = $1) DESC, d.made_at DESC, d.id LIMIT $2`;

/**
 * The decision of this id and every other on the same record, whatever the stream or revision; the one asked for is
 * among them, `limit` at most. `null` where there is none of that id. Throws a DatabaseFault.
 */
export async function findRecord(dataSource: DataSource, id: string, limit: number): Promise<DecisionsOfRecord | null> {
  if (id.includes('\0')) return null;
  type Row = KeptDecision & { readonly record: string | null };
  const rows = await withoutValues(() => dataSource.query<Row[]>(OF_RECORD, [id, limit]));
  const [first] = rows;
  return first === undefined ? null : { record: first.record, decisions: rows };
}
