// Counts beside the decisions, so that the desk need not read millions; and a way back in time along one stream.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY = 'day, shard, stream, effect, policy, policy_hash';
const KEY_COLUMNS = `
     day         date NOT NULL,
     shard       integer NOT NULL,
     stream      text COLLATE "C" NOT NULL,
     effect      text NOT NULL,
     policy      text NOT NULL,
     policy_hash text COLLATE "C" NOT NULL`;
const MADE_ON = `(made_at AT TIME ZONE 'Asia/Tokyo')::date`;

const UP = [
  // A ledger that still runs would add decisions to no count.
  'LOCK TABLE ledger.decisions IN EXCLUSIVE MODE',
  `CREATE TABLE ledger.tallies (${KEY_COLUMNS},
     decisions   bigint NOT NULL,
     newest_at   timestamptz NOT NULL,
     PRIMARY KEY (${KEY})) WITH (fillfactor = 50)`,
  `COMMENT ON TABLE ledger.tallies IS 'decisions by Asia/Tokyo day; kept in the transaction that adds them'`,
  `COMMENT ON COLUMN ledger.tallies.shard IS 'partition of decisions they were read from: partitions are appended side by side'`,

  `CREATE TABLE ledger.leaf_tallies (${KEY_COLUMNS},
     item        text NOT NULL,
     outcome     text NOT NULL,
     reason      text NOT NULL,
     clause      text NOT NULL,
     leaves      bigint NOT NULL,
     decisions   bigint NOT NULL,
     PRIMARY KEY (${KEY}, item, outcome, reason, clause)) WITH (fillfactor = 50)`,
  `COMMENT ON TABLE ledger.leaf_tallies IS 'their leaves, by what was decided on them'`,

  `CREATE TABLE ledger.uncounted (${KEY_COLUMNS},
     pattern     text COLLATE "C" NOT NULL,
     decisions   bigint NOT NULL,
     PRIMARY KEY (${KEY}, pattern))`,
  `COMMENT ON TABLE ledger.uncounted IS 'decisions read before their pattern: not in leaf_tallies until it came'`,

  `INSERT INTO ledger.tallies (${KEY}, decisions, newest_at)
   SELECT ${MADE_ON}, 0, stream, effect, policy, policy_hash, count(*), max(made_at)
     FROM ledger.decisions GROUP BY 1, 3, 4, 5, 6`,
  `INSERT INTO ledger.uncounted (${KEY}, pattern, decisions)
   SELECT ${MADE_ON}, 0, stream, effect, policy, policy_hash, pattern, count(*)
     FROM ledger.decisions GROUP BY 1, 3, 4, 5, 6, 7`,

  `CREATE INDEX decisions_of_stream ON ledger.decisions (stream, made_at)`,
];

const DOWN = [
  'DROP INDEX ledger.decisions_of_stream',
  ...['uncounted', 'leaf_tallies', 'tallies'].map((table) => `DROP TABLE ledger.${table}`),
];

export class CountDecisions1763700006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
