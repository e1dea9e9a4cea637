// Decisions behind a count, or on a record: newest first, page by page.
import type { Item, ListedDecision, Reason, Share } from '#wire';
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';

/** Where a page ended: the next one begins after this decision. `at` as PostgreSQL writes an instant. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

export type PlacedDecision = ListedDecision & { readonly position: Position };

export interface DecisionFilter {
  /** Asia/Tokyo days, both ends included. */
  readonly from: string;
  readonly to: string;
  readonly stream: string | null;
  readonly policy: string | null;
  /** A decision is listed when one of its leaves has all of these; `null`: any. */
  readonly item: Item | null;
  readonly share: Share | null;
  readonly reason: Reason | null;
}

const LISTED = `
  d.id, d.stream, d.effect, d.policy, d.at,
  json_build_object('at', d.made_at::text, 'id', d.id) AS position,
  CASE d.effect WHEN 'released' THEN coalesce(s.permitted, 0) ELSE 0 END::float8 AS released,
  CASE d.effect WHEN 'released' THEN coalesce(s.redacted, 0) ELSE 0 END::float8 AS redacted,
  coalesce(s.withheld, 0)::float8 AS withheld`;

/** Of the verdicts of a decision `d`. */
const SUMS = `
  sum(d.leaves[ordinal + 1]) FILTER (WHERE outcome = 'permit') AS permitted,
  sum(d.leaves[ordinal + 1]) FILTER (WHERE outcome = 'redact') AS redacted,
  sum(d.leaves[ordinal + 1]) FILTER (WHERE outcome = 'withhold') AS withheld`;

/**
 * How many decisions are looked at in one step, the last size again and again: few enough for the index to be walked. When
 * a page is not full after so long it comes short, with more behind it.
 */
const STEPS = [250, 1_000, 2_000] as const;
const LONG_ENOUGH_MS = 200;

const SHARE_FITS = (effect: string) => `
  CASE $6::text WHEN 'released' THEN ${effect} = 'released' AND outcome = 'permit'
          WHEN 'redacted' THEN ${effect} = 'released' AND outcome = 'redact'
          WHEN 'withheld' THEN outcome = 'withhold'
          WHEN 'unsent' THEN ${effect} <> 'released' AND outcome <> 'withhold' ELSE true END`;

// What was never counted need not be looked for, but for what waits to be counted.
const IS_ANY = `
  SELECT EXISTS (SELECT FROM ledger.uncounted WHERE day BETWEEN $1::date AND $2::date)
      OR EXISTS (SELECT FROM ledger.leaf_tallies t
                  WHERE day BETWEEN $1::date AND $2::date AND stream = coalesce($3, stream)
                    AND policy = coalesce($4, policy) AND item = coalesce($5, item) AND reason = coalesce($7, reason)
                    AND ${SHARE_FITS('t.effect')}) AS "isAny"`;

// The verdicts are asked decision by decision, and only until the page is full. The index is found by the collation of
// `decisions`, which is not the one of `tallies`.
const BEHIND = `
  WITH scanned AS MATERIALIZED (
    SELECT d.* FROM (
      SELECT DISTINCT stream COLLATE "default" AS stream FROM ledger.tallies
       WHERE day BETWEEN $1::date AND $2::date AND stream = coalesce($3, stream)) t
      CROSS JOIN LATERAL (
        SELECT d.* FROM ledger.decisions d
         WHERE d.stream = t.stream
           AND d.made_at >= $1::date::timestamp AT TIME ZONE 'Asia/Tokyo'
           AND d.made_at < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
           AND ($8::timestamptz IS NULL OR (d.made_at, d.id) < ($8::timestamptz, $9::text))
         ORDER BY d.made_at DESC, d.id DESC LIMIT $11) d
     ORDER BY d.made_at DESC, d.id DESC LIMIT $11
  ), page AS MATERIALIZED (
    SELECT * FROM scanned d
     WHERE d.policy = coalesce($4, d.policy)
       AND ($5::text IS NULL AND $6::text IS NULL AND $7::text IS NULL OR coalesce((
         SELECT bool_or(v.item = coalesce($5, v.item) AND v.reason = coalesce($7, v.reason) AND ${SHARE_FITS('d.effect')})
           FROM ledger.pattern_verdicts v WHERE v.pattern = d.pattern), false))
     ORDER BY d.made_at DESC, d.id DESC LIMIT $10
  )
  SELECT (SELECT coalesce(json_agg(told ORDER BY told."made" DESC, told.id DESC), '[]') FROM (
            SELECT ${LISTED}, d.made_at AS made
              FROM page d LEFT JOIN LATERAL (
                SELECT ${SUMS} FROM ledger.pattern_verdicts v WHERE v.pattern = d.pattern) s ON true) told) AS found,
         (SELECT json_build_object('at', d.made_at::text, 'id', d.id) FROM scanned d
           ORDER BY d.made_at, d.id LIMIT 1) AS last,
         (SELECT count(*) = $11 FROM scanned) AS "isCut"`;

export interface DecisionPage {
  readonly found: readonly PlacedDecision[];
  /** Where the next page begins; `null`: there is none. It may be there with a page that came short. */
  readonly next: Position | null;
}

/** Decisions that fit the filter after `after`, newest first, `limit` at most. Throws a DatabaseFault. */
export async function listDecisions(
  dataSource: DataSource,
  { from, to, stream, policy, item, share, reason }: DecisionFilter,
  after: Position | null,
  limit: number,
): Promise<DecisionPage> {
  const filter = [from, to, stream, policy, item, share, reason];
  const isOpen = item === null && share === null && reason === null;
  const [any] = isOpen
    ? [{ isAny: true }]
    : await withoutValues(() => dataSource.query<{ isAny: boolean }[]>(IS_ANY, filter));
  if (any?.isAny !== true) return { found: [], next: null };
  const startedAt = performance.now();
  const found: PlacedDecision[] = [];
  let place = after;
  for (let step = 0; ; step += 1) {
    const size = STEPS[Math.min(step, STEPS.length - 1)];
    const given = [...filter, place?.at ?? null, place?.id ?? null, limit + 1 - found.length, size];
    type Row = { found: PlacedDecision[]; last: Position | null; isCut: boolean };
    const [row] = await withoutValues(() => dataSource.query<Row[]>(BEHIND, given));
    found.push(...(row?.found ?? []));
    if (found.length > limit || row?.isCut !== true) return pageOf(found, limit);
    place = row.last;
    if (performance.now() - startedAt > LONG_ENOUGH_MS) return { found, next: place };
  }
}

/** Of one more than a page. */
function pageOf(found: readonly PlacedDecision[], limit: number): DecisionPage {
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { found: found.slice(0, limit), next: last?.position ?? null };
}

const OF_RECORD = `
  SELECT ${LISTED}
    FROM ledger.links l JOIN ledger.decisions d ON d.id = l.decision
    LEFT JOIN LATERAL (
      SELECT ${SUMS} FROM ledger.pattern_verdicts v WHERE v.pattern = d.pattern) s ON true
   WHERE l.record = $1
     AND ($2::timestamptz IS NULL OR (d.made_at, d.id) < ($2::timestamptz, $3::text))
   ORDER BY d.made_at DESC, d.id DESC LIMIT $4`;

/** Decisions on the record of this keyed HMAC after `after`, newest first, `limit` at most. Throws a DatabaseFault. */
export async function findOfRecord(
  dataSource: DataSource,
  record: string,
  after: Position | null,
  limit: number,
): Promise<DecisionPage> {
  const given = [record, after?.at ?? null, after?.id ?? null, limit + 1];
  return pageOf(await withoutValues(() => dataSource.query<PlacedDecision[]>(OF_RECORD, given)), limit);
}
