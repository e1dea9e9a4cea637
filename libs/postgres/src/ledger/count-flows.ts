// What flowed between two days, counted from the tallies: never from the decisions themselves.
import type { Effect, Item, Outcome, Reason } from '#wire';
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';
import { leavesOf } from './keep-tallies.js';

/** Leaves of the decisions of some days that share everything said here. */
export interface CountedLeaves {
  readonly stream: string;
  readonly effect: Effect;
  readonly policy: string;
  readonly policyHash: string;
  /** First and last Asia/Tokyo day one of the decisions was made on. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly item: Item;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly clause: string;
  readonly leaves: number;
  readonly decisions: number;
}

export interface CountedStream {
  readonly stream: string;
  readonly decisions: Readonly<Record<Effect, number>>;
  /** Decisions whose pattern has not been read yet. */
  readonly withoutPattern: number;
}

export interface LedgerProgress {
  /** RFC 3339 instant of the newest decision; `null` before any. */
  readonly newestAt: string | null;
  /** Of other topics. */
  readonly deadLetters: number;
  /** Messages of the topic that could not be read. */
  readonly unread: number;
  /** Offset to read next of `decisions`, by partition. */
  readonly offsets: ReadonlyMap<number, bigint>;
}

// What waits in `uncounted` for no more than the next append is counted here: a pattern may have come since.
const LEAVES = `
  WITH parts AS (
    SELECT day, stream, effect, policy, policy_hash, item, outcome, reason, clause, leaves, decisions
      FROM ledger.leaf_tallies WHERE day BETWEEN $1::date AND $2::date
    UNION ALL
    SELECT u.day, u.stream, u.effect, u.policy, u.policy_hash, v.item, v.outcome, v.reason, v.clause,
           v.leaves, u.decisions
      FROM ledger.uncounted u CROSS JOIN LATERAL ${leavesOf('u')} v
     WHERE u.day BETWEEN $1::date AND $2::date
  )
  SELECT stream, effect, policy, policy_hash AS "policyHash", item, outcome, reason, clause,
         min(day)::text AS "firstDay", max(day)::text AS "lastDay",
         sum(leaves)::float8 AS leaves, sum(decisions)::float8 AS decisions
    FROM parts
   GROUP BY stream, effect, policy, policy_hash, item, outcome, reason, clause
   ORDER BY stream, item, outcome, reason, clause, policy, policy_hash, effect`;

const STREAMS = `
  WITH waiting AS (
    SELECT u.stream, sum(u.decisions) AS decisions FROM ledger.uncounted u
     WHERE u.day BETWEEN $1::date AND $2::date AND NOT EXISTS (SELECT FROM ledger.patterns p WHERE p.id = u.pattern)
     GROUP BY u.stream
  )
  SELECT t.stream,
         json_build_object('released', coalesce(sum(t.decisions) FILTER (WHERE t.effect = 'released'), 0),
                           'recalled', coalesce(sum(t.decisions) FILTER (WHERE t.effect = 'recalled'), 0),
                           'withheld', coalesce(sum(t.decisions) FILTER (WHERE t.effect = 'withheld'), 0)) AS decisions,
         coalesce((SELECT w.decisions FROM waiting w WHERE w.stream = t.stream), 0)::float8 AS "withoutPattern"
    FROM ledger.tallies t
   WHERE t.day BETWEEN $1::date AND $2::date
   GROUP BY t.stream ORDER BY t.stream`;

/** Leaves by stream, item, outcome and reason of decisions made on these Asia/Tokyo days, both included. Throws a DatabaseFault. */
export function countLeaves(dataSource: DataSource, from: string, to: string): Promise<CountedLeaves[]> {
  return withoutValues(() => dataSource.query<CountedLeaves[]>(LEAVES, [from, to]));
}

/** Decisions by stream and effect on these days; a stream without any is absent. Throws a DatabaseFault. */
export function countDecisions(dataSource: DataSource, from: string, to: string): Promise<CountedStream[]> {
  return withoutValues(() => dataSource.query<CountedStream[]>(STREAMS, [from, to]));
}

/** The newest Asia/Tokyo day before this one on which something was decided; `null`: none. Throws a DatabaseFault. */
export async function dayBefore(dataSource: DataSource, day: string): Promise<string | null> {
  const sql = 'SELECT max(day)::text AS day FROM ledger.tallies WHERE day < $1::date';
  const [row] = await withoutValues(() => dataSource.query<{ day: string | null }[]>(sql, [day]));
  return row?.day ?? null;
}

const PROGRESS = `
  SELECT (SELECT max(newest_at) FROM ledger.tallies WHERE day = (SELECT max(day) FROM ledger.tallies)) AS newest,
         (SELECT count(*) FROM ledger.dead_letters WHERE topic <> $1)::int AS "deadLetters",
         (SELECT count(*) FROM ledger.dead_letters WHERE topic = $1)::int AS unread,
         (SELECT json_object_agg(partition, next_offset::text) FROM ledger.reader_offsets WHERE topic = $1) AS offsets`;

/** How far the ledger has read the topic of this name. Throws a DatabaseFault. */
export async function ledgerProgress(dataSource: DataSource, topic: string): Promise<LedgerProgress> {
  type Row = { newest: Date | null; deadLetters: number; unread: number; offsets: Record<string, string> | null };
  const [row] = await withoutValues(() => dataSource.query<Row[]>(PROGRESS, [topic]));
  const offsets = Object.entries(row?.offsets ?? {});
  return {
    newestAt: row?.newest?.toISOString() ?? null,
    deadLetters: row?.deadLetters ?? 0,
    unread: row?.unread ?? 0,
    offsets: new Map(offsets.map(([partition, offset]) => [Number(partition), BigInt(offset)])),
  };
}
