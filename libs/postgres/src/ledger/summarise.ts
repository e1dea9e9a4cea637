// What was decided in a span of time, counted per stream; and the dead letters.
import type { Effect, Outcome, Reason } from '#wire';
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';
import type { KeptDeadLetter } from './entries.js';

export interface StreamSummary {
  readonly stream: string;
  /** Decisions by effect; an effect that did not occur is 0. */
  readonly decisions: Readonly<Record<Effect, number>>;
  /** Decisions whose pattern has not been read yet: their leaves are not counted below. */
  readonly withoutPattern: number;
  /** Leaves by outcome and reason. Sorted by outcome, then reason. */
  readonly leaves: readonly { readonly outcome: Outcome; readonly reason: Reason; readonly count: number }[];
}

const SUMMARY = `
  WITH made AS (
    SELECT stream, effect, pattern, leaves
      FROM ledger.decisions
     WHERE made_at >= coalesce(timestamptz 'epoch' + $1::float8 * interval '1 millisecond', '-infinity')
       AND made_at < coalesce(timestamptz 'epoch' + $2::float8 * interval '1 millisecond', 'infinity')
  ), used AS (
    SELECT stream, effect, pattern, count(*) AS decisions FROM made GROUP BY stream, effect, pattern
  ), leaves AS (
    SELECT m.stream, v.outcome, v.reason, coalesce(sum(m.leaves[v.ordinal + 1]), 0) AS count
      FROM made m JOIN ledger.pattern_verdicts v USING (pattern)
     GROUP BY m.stream, v.outcome, v.reason
  ), told AS (
    SELECT stream, json_agg(json_build_object('outcome', outcome, 'reason', reason, 'count', count)
                            ORDER BY outcome, reason) AS leaves
      FROM leaves GROUP BY stream
  )
  SELECT u.stream,
         json_build_object('released', coalesce(sum(u.decisions) FILTER (WHERE u.effect = 'released'), 0),
                           'recalled', coalesce(sum(u.decisions) FILTER (WHERE u.effect = 'recalled'), 0),
                           'withheld', coalesce(sum(u.decisions) FILTER (WHERE u.effect = 'withheld'), 0)) AS decisions,
         coalesce(sum(u.decisions) FILTER (WHERE NOT EXISTS (
           SELECT FROM ledger.patterns p WHERE p.id = u.pattern)), 0)::float8 AS "withoutPattern",
         coalesce((array_agg(t.leaves))[1], '[]'::json) AS leaves
    FROM used u LEFT JOIN told t USING (stream)
   GROUP BY u.stream
   ORDER BY u.stream COLLATE "C"`;

/**
 * Per stream, by id: decisions made at or after `since` and before `until` (epoch milliseconds; `null` is open), and
 * their leaves. A stream without a decision in the span is absent. Throws a DatabaseFault.
 */
export function summarise(
  dataSource: DataSource,
  since: number | null,
  until: number | null,
): Promise<StreamSummary[]> {
  return withoutValues(() => dataSource.query<StreamSummary[]>(SUMMARY, [since, until]));
}

const DEAD_LETTERS = `
  SELECT topic, partition, "offset"::text AS "offset", reason, at
    FROM ledger.dead_letters
   ORDER BY topic, partition, ledger.dead_letters."offset"
   LIMIT $1`;

/** The dead letters by topic, partition and offset, `limit` at most. Throws a DatabaseFault. */
export function listDeadLetters(dataSource: DataSource, limit: number): Promise<KeptDeadLetter[]> {
  return withoutValues(() => dataSource.query<KeptDeadLetter[]>(DEAD_LETTERS, [limit]));
}
