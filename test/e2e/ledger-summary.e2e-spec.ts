// A summary takes whole days from the counts, and must be what its decisions give one by one.
import { summarise } from '#postgres';
import { sha256 } from '#evidence';
import { describe, expect, it, jest } from '@jest/globals';
import { decisionOf, FINANCE, NETWORK, VERDICTS } from './ledger-house.ts';
import { entryOf, withLedgerTables } from './ledger-tables.ts';

jest.setTimeout(60_000);
const tables = withLedgerTables();

describe('a summary', () => {
  /** The same, decision by decision. */
  const oneByOne = (since: number | null, until: number | null) =>
    tables().database.query<unknown[]>(
      `WITH made AS (
         SELECT * FROM ledger.decisions
          WHERE ($1::float8 IS NULL OR extract(epoch FROM made_at) * 1000 >= $1)
            AND ($2::float8 IS NULL OR extract(epoch FROM made_at) * 1000 < $2)
       ), leaves AS (
         SELECT stream, outcome, reason, sum(leaves[ordinal + 1]) AS count
           FROM made JOIN ledger.pattern_verdicts USING (pattern)
          GROUP BY stream, outcome, reason HAVING sum(leaves[ordinal + 1]) > 0
       )
       SELECT stream,
              json_build_object('released', count(*) FILTER (WHERE effect = 'released'),
                                'recalled', count(*) FILTER (WHERE effect = 'recalled'),
                                'withheld', count(*) FILTER (WHERE effect = 'withheld')) AS decisions,
              count(*) FILTER (WHERE pattern NOT IN (SELECT id FROM ledger.patterns))::int AS "withoutPattern",
              coalesce((SELECT json_agg(json_build_object('outcome', outcome, 'reason', reason, 'count', l.count)
                                        ORDER BY outcome, reason)
                          FROM leaves l WHERE l.stream = m.stream), '[]'::json) AS leaves
         FROM made m GROUP BY stream ORDER BY stream`,
      [since, until],
    );

  it('of any span is that of its decisions one by one: whole days, days that are cut, one instant, everything', async () => {
    const begin = Date.parse('2025-03-10T00:00:00+09:00');
    const hours = Array.from({ length: 14 * 24 }, (_, hour) => begin + hour * 3_600_000);
    const unread = sha256('a pattern nobody has read');
    const entries = hours.map((ms, index) =>
      entryOf(
        decisionOf(index % 3 === 0 ? NETWORK : FINANCE, {
          ...{
            at: new Date(ms).toISOString(),
            effect: (['released', 'withheld', 'recalled'] as const)[(index % 4) % 3]!,
          },
          ...(index % 50 === 7 ? { pattern: unread, leaves: [1] } : { leaves: [2, 1 + (index % 2), 3] }),
          ...(index === 0 ? { verdicts: VERDICTS } : {}),
        }),
      ),
    );
    await tables().append(0, ...entries.slice(0, 200));
    await tables().append(1, ...entries.slice(200));
    const spans: (readonly [number | null, number | null])[] = [[null, null]];
    for (const at of [0, 1, 23, 24, 25, 47, 48, 60, 200, 335].map((hour) => hours[hour]!)) {
      spans.push([at, null], [null, at], [at, at], [at, at + 1], [at - 1, at + 1]);
      for (const length of [1, 12, 24, 36, 48, 100]) spans.push([at, at + length * 3_600_000]);
    }
    for (const [since, until] of spans) {
      expect([since, until, await summarise(tables().database, since, until)]).toEqual([
        since,
        until,
        await oneByOne(since, until),
      ]);
    }
    expect(
      await summarise(tables().database, Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')),
    ).toEqual(await oneByOne(null, null));
  });
});
