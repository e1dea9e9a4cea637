// The SQL that keeps the counts beside the decisions, in the transaction that adds them.

const KEY = 'day, shard, stream, effect, policy, policy_hash';

/**
 * What was decided on how many leaves, for each `row (pattern, leaves)`: `leaves` are counts in the order of the pattern's
 * verdicts. Nothing for a pattern that is not known.
 */
export const leavesOf = (row: string): string => `(
        SELECT item, outcome, reason, clause, sum(coalesce(${row}.leaves[ordinal + 1], 0)) AS leaves
          FROM ledger.pattern_verdicts WHERE pattern = ${row}.pattern GROUP BY item, outcome, reason, clause)`;

/** Adds up leaves of the rows of `counted (KEY, pattern, decisions, leaves)` whose pattern is known. */
const ADD_LEAVES = `
    INSERT INTO ledger.leaf_tallies (${KEY}, item, outcome, reason, clause, leaves, decisions)
    SELECT c.day, c.shard, c.stream, c.effect, c.policy, c.policy_hash, v.item, v.outcome, v.reason, v.clause,
           sum(v.leaves), sum(c.decisions)
      FROM counted c CROSS JOIN LATERAL ${leavesOf('c')} v
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ON CONFLICT (${KEY}, item, outcome, reason, clause)
    DO UPDATE SET leaves = leaf_tallies.leaves + excluded.leaves,
                  decisions = leaf_tallies.decisions + excluded.decisions`;

/**
 * Common table expressions behind `stored` (the decisions just inserted): counts them under the shard `$shard`.
 * A decision whose pattern has not been read waits in `ledger.uncounted`.
 */
export const countStored = (shard: string): string => `
  counted AS (
    SELECT (made_at AT TIME ZONE 'Asia/Tokyo')::date AS day, ${shard}::int AS shard, stream, effect, policy, policy_hash,
           pattern, leaves, 1 AS decisions, made_at
      FROM stored
  ), tallied AS (
    INSERT INTO ledger.tallies (${KEY}, decisions, newest_at)
    SELECT ${KEY}, count(*), max(made_at) FROM counted GROUP BY ${KEY} ORDER BY ${KEY}
    ON CONFLICT (${KEY})
    DO UPDATE SET decisions = tallies.decisions + excluded.decisions,
                  newest_at = greatest(tallies.newest_at, excluded.newest_at)
  ), leaves AS (${ADD_LEAVES}
  ), waiting AS (
    SELECT dense_rank() OVER (ORDER BY ${KEY}, pattern) AS alike, * FROM counted c
     WHERE NOT EXISTS (SELECT FROM ledger.patterns p WHERE p.id = c.pattern)
  ), summed AS (
    SELECT alike, array_agg(leaves ORDER BY ordinal) AS leaves FROM (
      SELECT alike, ordinal, sum(leaf) AS leaves
        FROM waiting CROSS JOIN LATERAL unnest(leaves) WITH ORDINALITY AS u (leaf, ordinal) GROUP BY alike, ordinal) s
     GROUP BY alike
  ), kept AS (
    INSERT INTO ledger.uncounted (${KEY}, pattern, decisions, leaves)
    SELECT ${KEY}, pattern, count(*), coalesce(s.leaves, '{}') FROM waiting LEFT JOIN summed s USING (alike)
     GROUP BY ${KEY}, pattern, s.leaves ORDER BY ${KEY}, pattern
    ON CONFLICT (${KEY}, pattern) DO UPDATE
       SET decisions = uncounted.decisions + excluded.decisions,
           leaves = ARRAY(SELECT coalesce(a, 0) + coalesce(b, 0)
                            FROM unnest(uncounted.leaves, excluded.leaves) WITH ORDINALITY AS u (a, b, ordinal)
                           ORDER BY ordinal)
  )`;

/**
 * Counts what waited for a pattern that is known now, under the shard `$1`. What another partition is about to count is
 * left to it; what slipped between two transactions is found by the next.
 */
export const COUNT_WAITING = `
  WITH ready AS (
    SELECT u.ctid AS place FROM ledger.uncounted u
     WHERE EXISTS (SELECT FROM ledger.patterns p WHERE p.id = u.pattern)
     LIMIT 10000 FOR UPDATE SKIP LOCKED
  ), taken AS (
    DELETE FROM ledger.uncounted u USING ready r WHERE u.ctid = r.place
    RETURNING day, stream, effect, policy, policy_hash, pattern, decisions, leaves
  ), counted AS (
    SELECT day, $1::int AS shard, stream, effect, policy, policy_hash, pattern, decisions, leaves FROM taken
  )
  ${ADD_LEAVES}`;
