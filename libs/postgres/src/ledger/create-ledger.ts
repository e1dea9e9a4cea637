// Decisions as they were written, their patterns, the erasable links, and how far each partition has been read.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE ledger.decisions (
     id             text COLLATE "C" PRIMARY KEY,
     stream         text NOT NULL,
     pattern        text COLLATE "C" NOT NULL,
     policy         text NOT NULL,
     policy_hash    text NOT NULL,
     at             text NOT NULL,
     made_at        timestamptz NOT NULL,
     control_offset bigint NOT NULL,
     source_partition integer NOT NULL,
     source_offset  bigint NOT NULL,
     effect         text NOT NULL CHECK (effect IN ('released', 'recalled', 'withheld')),
     reference_commitment text NOT NULL,
     release_commitment   text)`,
  `COMMENT ON COLUMN ledger.decisions.at IS 'as the gatekeeper wrote it; made_at is the same instant, for ranges'`,
  `CREATE INDEX decisions_made_at ON ledger.decisions USING brin (made_at)`,

  `CREATE TABLE ledger.patterns (
     id text COLLATE "C" PRIMARY KEY)`,

  `CREATE TABLE ledger.pattern_verdicts (
     pattern text COLLATE "C" NOT NULL REFERENCES ledger.patterns (id),
     ordinal integer NOT NULL,
     path    text NOT NULL,
     item    text NOT NULL,
     outcome text NOT NULL CHECK (outcome IN ('permit', 'redact', 'withhold')),
     clause  text NOT NULL,
     reason  text NOT NULL,
     leaves  integer NOT NULL CHECK (leaves > 0),
     PRIMARY KEY (pattern, ordinal))`,

  `CREATE TABLE ledger.links (
     decision text COLLATE "C" PRIMARY KEY REFERENCES ledger.decisions (id),
     record   text,
     subject  text,
     vehicle  text,
     salt     text)`,
  `COMMENT ON TABLE ledger.links IS 'keyed HMACs and the salt; erasable: a decision stands without its row here'`,

  `CREATE TABLE ledger.dead_letters (
     topic     text COLLATE "C" NOT NULL,
     partition integer NOT NULL,
     "offset"  bigint NOT NULL,
     reason    text NOT NULL,
     at        text NOT NULL,
     PRIMARY KEY (topic, partition, "offset"))`,

  `CREATE TABLE ledger.reader_offsets (
     topic       text COLLATE "C" NOT NULL,
     partition   integer NOT NULL,
     next_offset bigint NOT NULL,
     PRIMARY KEY (topic, partition))`,
];

const TABLES = ['reader_offsets', 'dead_letters', 'links', 'pattern_verdicts', 'patterns', 'decisions'];

export class CreateLedger1763700003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ledger.${table}`);
  }
}
