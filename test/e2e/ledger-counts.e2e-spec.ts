// What the ledger counts beside its decisions, on a real PostgreSQL: exact, whatever comes twice, late or side by side.
import {
  countDecisions,
  countLeaves,
  createDataSource,
  dayBefore,
  findDecision,
  findOfRecord,
  findRecord,
  ledgerProgress,
  listDecisions,
  migrate,
  type DecisionFilter,
} from '#postgres';
import { canonicalJson, patternId, sha256 } from '#evidence';
import { describe, expect, it, jest } from '@jest/globals';
import { decisionOf, FINANCE, LEAVES, NETWORK, VERDICTS } from './ledger-house.ts';
import { entryOf, withLedgerTables, type LedgerTables } from './ledger-tables.ts';

jest.setTimeout(60_000);
const tables = withLedgerTables();
const append: LedgerTables['append'] = (...given) => tables().append(...given);

const DAY = '2026-11-22';
const filter = (more: Partial<DecisionFilter> = {}): DecisionFilter => ({
  ...{ from: DAY, to: DAY, stream: null, policy: null, item: null, share: null, reason: null },
  ...more,
});
const counts = async () => {
  const leaves = await countLeaves(tables().database, DAY, DAY);
  return Object.fromEntries(leaves.map((each) => [`${each.stream} ${each.item} ${each.outcome}`, each.leaves]));
};

async function recount(leaves: string) {
  const rows = await tables().database.query<{ key: string; leaves: number }[]>(
    `SELECT d.stream || ' ' || v.item || ' ' || v.outcome AS key, sum(${leaves})::int AS leaves
       FROM ledger.decisions d JOIN ledger.pattern_verdicts v USING (pattern)
      WHERE (d.made_at AT TIME ZONE 'Asia/Tokyo')::date = '${DAY}' GROUP BY 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.key, row.leaves]));
}

describe('the counts', () => {
  const [first, second, third] = [decisionOf(FINANCE), decisionOf(FINANCE), decisionOf(NETWORK, { leaves: [7, 1, 3] })];

  it('wait for the pattern of a decision, and are right as soon as it is read, by whichever partition', async () => {
    expect(await append(0, entryOf(first))).toBe(1);
    expect(await counts()).toEqual({});
    expect(await countDecisions(tables().database, DAY, DAY)).toMatchObject([{ stream: FINANCE, withoutPattern: 1 }]);
    await append(1, entryOf({ ...third, verdicts: VERDICTS }));
    const both = {
      [`${FINANCE} name withhold`]: 1,
      [`${FINANCE} unlisted withhold`]: 2,
      [`${FINANCE} vin permit`]: 1,
      [`${NETWORK} name withhold`]: 1,
      [`${NETWORK} unlisted withhold`]: 7,
      [`${NETWORK} vin permit`]: 3,
    };
    expect(await counts()).toEqual(both);
    expect((await countDecisions(tables().database, DAY, DAY)).map(({ withoutPattern }) => withoutPattern)).toEqual([
      0, 0,
    ]);
    expect(await tables().database.query('SELECT 1 FROM ledger.uncounted')).toEqual([]);
  });

  it('add up what waits for one pattern, element by element, though it have no verdict or the wrong number', async () => {
    const day = '2026-12-01';
    const pattern = patternId(VERDICTS.slice(1));
    const waiting = (stream: string, leaves: readonly number[]) =>
      entryOf(decisionOf(stream, { pattern, leaves, at: `${day}T00:00:00.000Z` }));
    const counted = async () => {
      const rows = await countLeaves(tables().database, day, day);
      return rows.map(({ item, leaves, decisions }) => [item, leaves, decisions]);
    };
    await append(0, waiting(FINANCE, [1, 2]), waiting(FINANCE, [10, 20]));
    await append(0, waiting(FINANCE, [100, 200]), waiting(FINANCE, []));
    await append(0, waiting(FINANCE, [1000, 2000, 3]));
    expect(await tables().database.query('SELECT decisions::int, leaves::int[] FROM ledger.uncounted')).toEqual([
      { decisions: 5, leaves: [1111, 2222, 3] },
    ]);
    // The pattern comes with a decision that is stored already.
    await append(0, entryOf({ ...first, pattern, leaves: [1, 1], verdicts: VERDICTS.slice(1) }));
    const all = [
      ['name', 1111, 5],
      ['vin', 2222, 5],
    ];
    expect(await counted()).toEqual(all);
    await append(1, waiting(FINANCE, [1, 1]));
    expect(await counted()).toEqual(all.map(([item, leaves]) => [item, Number(leaves) + 1, 6]));
    expect(await tables().database.query('SELECT 1 FROM ledger.uncounted')).toEqual([]);
  });

  it('hold a decision without a leaf', async () => {
    const day = '2026-12-02';
    const none = { pattern: patternId([]), leaves: [], at: `${day}T00:00:00.000Z` };
    await append(0, entryOf(decisionOf(NETWORK, none)));
    expect(await countDecisions(tables().database, day, day)).toMatchObject([{ withoutPattern: 1 }]);
    await append(0, entryOf(decisionOf(NETWORK, { ...none, verdicts: [] })));
    expect(await countDecisions(tables().database, day, day)).toMatchObject([
      { withoutPattern: 0, decisions: { released: 2 } },
    ]);
    expect(await countLeaves(tables().database, day, day)).toEqual([]);
  });

  it('count a decision once, however often it comes', async () => {
    const before = await counts();
    expect(await append(0, entryOf(first), entryOf(first))).toBe(0);
    expect(await append(2, entryOf({ ...first, effect: 'withheld' }))).toBe(0);
    expect(await counts()).toEqual(before);
  });

  it('add up what partitions append side by side, by the day in Tokyo', async () => {
    const late = { ...second, at: '2026-11-22T15:00:00.000Z' };
    const many = Array.from({ length: 40 }, (_, at) => entryOf(decisionOf(FINANCE, { leaves: [2, 1, 1 + (at % 3)] })));
    await Promise.all([0, 1, 2, 3].map((shard) => append(shard, ...many.slice(shard * 10, shard * 10 + 10))));
    await append(3, entryOf(late));
    expect((await counts())[`${FINANCE} vin permit`]).toBe(1 + 14 + 13 * 2 + 13 * 3);
    expect((await countLeaves(tables().database, '2026-11-23', '2026-11-23')).map(({ leaves }) => leaves)).toEqual([
      1, 2, 1,
    ]);
    const [permitted] = (await countLeaves(tables().database, DAY, DAY)).filter(
      (each) => each.stream === FINANCE && each.item === 'vin',
    );
    expect(permitted?.decisions).toBe(41);
    expect(await dayBefore(tables().database, '2026-11-23')).toBe(DAY);
    expect(await dayBefore(tables().database, DAY)).toBeNull();
    const { newestAt, offsets } = await ledgerProgress(tables().database, 'decisions');
    expect([newestAt, offsets.size]).toEqual(['2026-12-02T00:00:00.000Z', 4]);
  });

  it('are what a recount of the decisions gives', async () => {
    expect(await counts()).toEqual(await recount('d.leaves[v.ordinal + 1]'));
  });
});

describe('the decisions behind a count', () => {
  it('come newest first, page by page, each once', async () => {
    const seen: string[] = [];
    for (let after = null as Awaited<ReturnType<typeof listDecisions>>['next'], pages = 0; pages < 10; pages += 1) {
      const { found, next } = await listDecisions(
        tables().database,
        filter({ stream: FINANCE, item: 'vin' }),
        after,
        9,
      );
      seen.push(...found.map(({ id }) => id));
      expect(found.every(({ released, withheld }) => released >= 1 && released <= 3 && withheld === 3)).toBe(true);
      after = next;
      if (next === null) break;
    }
    expect([seen.length, new Set(seen).size]).toEqual([41, 41]);
  });

  it('have a leaf that fits all that was asked', async () => {
    const found = async (more: Partial<DecisionFilter>) =>
      (await listDecisions(tables().database, filter(more), null, 100)).found;
    expect(await found({ item: 'name', share: 'withheld', reason: 'consent_absent' })).toHaveLength(42);
    expect(await found({ item: 'name', share: 'released' })).toEqual([]);
    expect(await found({ item: 'vin', reason: 'consent_absent' })).toEqual([]);
    expect(await found({ share: 'unsent' })).toEqual([]);
    expect(await found({ stream: 'nobody' })).toEqual([]);
    expect(await found({})).toHaveLength(42);
  });

  it('are found by their record, and one by one where the link was erased', async () => {
    const record = sha256('one record');
    const [one, other] = [decisionOf(FINANCE), decisionOf(NETWORK)];
    await append(0, entryOf(one, record), entryOf(other, record));
    expect((await findOfRecord(tables().database, record, null, 10)).found).toHaveLength(2);
    const { found: newest, next } = await findOfRecord(tables().database, record, null, 1);
    const { found: older } = await findOfRecord(tables().database, record, next, 1);
    expect([...newest, ...older].map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
    expect((await findOfRecord(tables().database, sha256('another'), null, 10)).found).toEqual([]);
    const found = await findRecord(tables().database, one.id, 10);
    expect(found).toMatchObject({ record });
    expect(found?.decisions.map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
    await tables().database.query('DELETE FROM ledger.links WHERE decision = $1', [one.id]);
    expect(await findRecord(tables().database, one.id, 10)).toMatchObject({
      record: null,
      decisions: [{ id: one.id }],
    });
    expect(await findRecord(tables().database, 'none', 10)).toBeNull();
  });
});

describe('the console’s own user', () => {
  it('reads what the desk shows, and can neither change it nor see a person, a vehicle or a salt', async () => {
    const desk = createDataSource(tables().consoleUrl, { poolSize: 2 });
    await desk.initialize();
    expect((await countLeaves(desk, DAY, DAY)).length).toBeGreaterThan(0);
    expect((await findOfRecord(desk, sha256('one record'), null, 5)).found.length).toBeGreaterThan(0);
    expect(await desk.query('SELECT 1 FROM console.outbox')).toEqual([]);
    for (const refused of [
      'SELECT salt FROM ledger.links',
      'SELECT subject FROM ledger.links',
      'SELECT vehicle FROM ledger.links',
      'DELETE FROM ledger.decisions',
      'INSERT INTO ledger.patterns (id) VALUES (1)',
      'SELECT 1 FROM intake.accepted',
      'CREATE TABLE console.mine (x int)',
    ])
      await expect(desk.query(refused)).rejects.toMatchObject({ sqlState: '42501' });
    await desk.destroy();
  });
});

describe('the move of the counts from pattern to decision', () => {
  const told = async (id: string) => (await findDecision(tables().database, id))?.verdicts?.map(({ count }) => count);
  const idOf = (leaves: readonly number[]) =>
    sha256(canonicalJson(VERDICTS.map((verdict, ordinal) => ({ ...verdict, count: leaves[ordinal] }))));

  it('can be undone, to patterns with counts by the ids such patterns have, and done again', async () => {
    const [one, other] = [decisionOf(NETWORK), decisionOf(NETWORK, { leaves: [2, 5, 1] })];
    await append(0, entryOf(one), entryOf(other));
    const before = await counts();
    await tables().database.undoLastMigration();
    expect(await recount('v.leaves')).toEqual(before);
    const patterns = await tables().database.query<{ pattern: string }[]>(
      'SELECT pattern FROM ledger.decisions WHERE id IN ($1, $2) ORDER BY id = $2',
      [one.id, other.id],
    );
    expect(patterns.map(({ pattern }) => pattern)).toEqual([idOf(LEAVES), idOf([2, 5, 1])]);
    // Two that wait: one for a pattern that is known, as all do of a ledger that never counted, and one for none.
    await tables().database.query(
      `INSERT INTO ledger.uncounted (day, shard, stream, effect, policy, policy_hash, pattern, decisions)
       SELECT day, shard, stream, effect, policy, policy_hash, p, 3 FROM ledger.tallies, unnest($1::text[]) p
        WHERE day = '2026-12-02' AND stream = $2 LIMIT 2`,
      [[idOf([2, 5, 1]), 'unread'], NETWORK],
    );
    expect(await migrate(tables().url)).toEqual(['MoveLeaves1763700007000']);
    expect(await counts()).toEqual(before);
    expect(await recount('d.leaves[v.ordinal + 1]')).toEqual(before);
    expect([await told(one.id), await told(other.id)]).toEqual([
      [2, 1, 1],
      [2, 5, 1],
    ]);
    const waiting = await countLeaves(tables().database, '2026-12-02', '2026-12-02');
    expect(waiting.map(({ item, leaves, decisions }) => [item, leaves, decisions])).toEqual([
      ['name', 15, 3],
      ['unlisted', 6, 3],
      ['vin', 3, 3],
    ]);
    expect(await countDecisions(tables().database, '2026-12-02', '2026-12-02')).toMatchObject([{ withoutPattern: 3 }]);
  });
});
