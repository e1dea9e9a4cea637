// What was decided in a span of time, counted per stream; and the dead letters.
import type { Effect, Outcome, Reason } from '#wire';
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';
import type { KeptDeadLetter } from './entries.js';
import { leavesOf } from './keep-tallies.js';

export interface StreamSummary {
  readonly stream: string;
  /** Decisions by effect; an effect that did not occur is 0. */
  readonly decisions: Readonly<Record<Effect, number>>;
  /** Decisions whose pattern has not been read yet: their leaves are not counted below. */
  readonly withoutPattern: number;
  /** Leaves by outcome and reason. Sorted by outcome, then reason. */
  readonly leaves: readonly { readonly outcome: Outcome; readonly reason: Reason; readonly count: number }[];
}

const instantOf = (ms: string, open: string): string =>
  `coalesce(timestamptz 'epoch' + ${ms}::float8 * interval '1 millisecond', '${open}')`;
const dayOf = (number: string, open: string): string => `coalesce(date '1970-01-01' + ${number}::int, '${open}')`;
const startOf = (day: string): string => `(${day})::timestamp AT TIME ZONE 'Asia/Tokyo'`;

const SINCE = instantOf('$1', '-infinity');
const UNTIL = instantOf('$2', 'infinity');
const FIRST_DAY = dayOf('$3', '-infinity');
/** Excluded. */
const END_DAY = dayOf('$4', 'infinity');
const IS_WHOLE = `day >= ${FIRST_DAY} AND day < ${END_DAY}`;

// Whole days from the counts, what is left of a day at either end from its decisions. What waits in `uncounted` for no more
// than the next append is counted here.
const SUMMARY = `
  WITH edges AS MATERIALIZED (
    SELECT stream, effect, pattern, leaves
      FROM ledger.decisions
     WHERE (made_at >= ${SINCE} AND made_at < least(${startOf(FIRST_DAY)}, ${UNTIL}))
        OR (made_at >= greatest(${startOf(END_DAY)}, ${SINCE}) AND made_at < ${UNTIL})
  ), waiting AS (
    SELECT * FROM ledger.uncounted WHERE ${IS_WHOLE}
  ), made AS (
    SELECT stream, effect, decisions FROM ledger.tallies WHERE ${IS_WHOLE}
    UNION ALL
    SELECT stream, effect, 1 FROM edges
  ), unread AS (
    SELECT stream, sum(decisions) AS decisions
      FROM (SELECT stream, pattern, decisions FROM waiting UNION ALL SELECT stream, pattern, 1 FROM edges) p
     WHERE NOT EXISTS (SELECT FROM ledger.patterns WHERE id = p.pattern)
     GROUP BY stream
  ), summed AS (
    SELECT e.stream, e.pattern, u.ordinal, sum(u.leaf) AS leaves
      FROM edges e CROSS JOIN LATERAL unnest(e.leaves) WITH ORDINALITY AS u (leaf, ordinal)
     GROUP BY e.stream, e.pattern, u.ordinal
  ), parts AS (
    SELECT stream, outcome, reason, leaves FROM ledger.leaf_tallies WHERE ${IS_WHOLE}
    UNION ALL
    SELECT w.stream, v.outcome, v.reason, v.leaves FROM waiting w CROSS JOIN LATERAL ${leavesOf('w')} v
    UNION ALL
    SELECT s.stream, v.outcome, v.reason, s.leaves
      FROM summed s JOIN ledger.pattern_verdicts v ON v.pattern = s.pattern AND v.ordinal = s.ordinal - 1
  ), told AS (
    SELECT stream, json_agg(json_build_object('outcome', outcome, 'reason', reason, 'count', leaves)
                            ORDER BY outcome, reason) AS leaves
      FROM (SELECT stream, outcome, reason, sum(leaves) AS leaves FROM parts
             GROUP BY stream, outcome, reason HAVING sum(leaves) > 0) l
     GROUP BY stream
  )
  SELECT m.stream,
         json_build_object('released', coalesce(sum(m.decisions) FILTER (WHERE m.effect = 'released'), 0),
                           'recalled', coalesce(sum(m.decisions) FILTER (WHERE m.effect = 'recalled'), 0),
                           'withheld', coalesce(sum(m.decisions) FILTER (WHERE m.effect = 'withheld'), 0)) AS decisions,
         coalesce((SELECT decisions FROM unread u WHERE u.stream = m.stream), 0)::float8 AS "withoutPattern",
         coalesce((SELECT leaves FROM told t WHERE t.stream = m.stream), '[]'::json) AS leaves
    FROM made m
   GROUP BY m.stream
   ORDER BY m.stream COLLATE "C"`;

const DAY_MS = 86_400_000;
const TOKYO_MS = 9 * 3_600_000;

/**
 * Per stream, by id: decisions made at or after `since` and before `until` (epoch milliseconds; `null` is open), and
 * their leaves. A stream without a decision in the span is absent. Days of Asia/Tokyo that lie in the span as a whole cost
 * next to nothing; of one that is cut every decision within the span is read. Throws a DatabaseFault.
 */
export function summarise(
  dataSource: DataSource,
  since: number | null,
  until: number | null,
): Promise<StreamSummary[]> {
  const first = since === null ? null : Math.ceil((since + TOKYO_MS) / DAY_MS);
  const end = until === null ? null : Math.floor((until + TOKYO_MS) / DAY_MS);
  return withoutValues(() => dataSource.query<StreamSummary[]>(SUMMARY, [since, until, first, end]));
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
