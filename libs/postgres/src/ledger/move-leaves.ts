// How many leaves a verdict has belongs to the decision, so that many decisions share a pattern.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  'ALTER TABLE ledger.decisions ADD COLUMN leaves integer[]',
  // Of a pattern that was never read the leaves are not known: it counts as before, that is not at all.
  `UPDATE ledger.decisions d
      SET leaves = ARRAY(SELECT v.leaves FROM ledger.pattern_verdicts v WHERE v.pattern = d.pattern ORDER BY v.ordinal)`,
  'ALTER TABLE ledger.decisions ALTER COLUMN leaves SET NOT NULL',
  `COMMENT ON COLUMN ledger.decisions.leaves IS 'how many leaves each verdict of the pattern has, by its ordinal'`,

  'ALTER TABLE ledger.uncounted ADD COLUMN leaves bigint[]',
  `UPDATE ledger.uncounted u
      SET leaves = ARRAY(SELECT u.decisions * v.leaves FROM ledger.pattern_verdicts v
                          WHERE v.pattern = u.pattern ORDER BY v.ordinal)`,
  'ALTER TABLE ledger.uncounted ALTER COLUMN leaves SET NOT NULL',
  `COMMENT ON COLUMN ledger.uncounted.leaves IS 'of all these decisions, added up by ordinal'`,

  'ALTER TABLE ledger.pattern_verdicts DROP COLUMN leaves',
];

const hashOf = (text: string): string =>
  `rtrim(translate(encode(sha256(convert_to(${text}, 'UTF8')), 'base64'), '+/', '-_'), '=')`;
/** The canonical JSON of verdicts with their counts, whose members are plain ASCII. */
const COUNTED = `'[' || string_agg(
    '{"clause":' || to_json(v.clause) || ',"count":' || u.leaf || ',"item":' || to_json(v.item) ||
    ',"outcome":' || to_json(v.outcome) || ',"path":' || to_json(v.path) || ',"reason":' || to_json(v.reason) || '}',
    ',' ORDER BY v.ordinal) || ']'`;

const DOWN = [
  'LOCK TABLE ledger.decisions IN ACCESS EXCLUSIVE MODE',
  // A pattern with counts for every pattern and leaves there are; one that had its counts in its id gets the same id again.
  `CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
   SELECT d.pattern, d.leaves, ${hashOf(COUNTED)} AS id
     FROM (SELECT DISTINCT pattern, leaves FROM ledger.decisions) d
     CROSS JOIN LATERAL unnest(d.leaves) WITH ORDINALITY AS u (leaf, ordinal)
     JOIN ledger.pattern_verdicts v ON v.pattern = d.pattern AND v.ordinal = u.ordinal - 1
    GROUP BY d.pattern, d.leaves`,
  'INSERT INTO ledger.patterns (id) SELECT id FROM counted ON CONFLICT DO NOTHING',
  `CREATE TEMPORARY TABLE recounted ON COMMIT DROP AS
   SELECT DISTINCT ON (c.id, v.ordinal) c.id, v.*, c.leaves[v.ordinal + 1] AS leaves
     FROM counted c JOIN ledger.pattern_verdicts v ON v.pattern = c.pattern
    WHERE c.leaves[v.ordinal + 1] IS NOT NULL ORDER BY c.id, v.ordinal`,
  'TRUNCATE ledger.pattern_verdicts',
  'ALTER TABLE ledger.pattern_verdicts ADD COLUMN leaves integer NOT NULL CHECK (leaves > 0)',
  `INSERT INTO ledger.pattern_verdicts (pattern, ordinal, path, item, outcome, clause, reason, leaves)
   SELECT id, ordinal, path, item, outcome, clause, reason, leaves FROM recounted`,
  `UPDATE ledger.decisions d SET pattern = c.id FROM counted c
    WHERE d.pattern = c.pattern AND d.leaves = c.leaves AND d.pattern <> c.id`,
  `DELETE FROM ledger.patterns p
    WHERE p.id <> ${hashOf("'[]'")} AND NOT EXISTS (SELECT FROM ledger.pattern_verdicts v WHERE v.pattern = p.id)`,
  'ALTER TABLE ledger.uncounted DROP COLUMN leaves',
  'ALTER TABLE ledger.decisions DROP COLUMN leaves',
];

export class MoveLeaves1763700007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
