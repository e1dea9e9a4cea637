// The table of accepted records: keyed HMACs and coordinates, no value.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE intake.accepted (
     dealer      text COLLATE "C" NOT NULL,
     record      bytea NOT NULL,
     revision    integer NOT NULL,
     content     bytea NOT NULL,
     state       text NOT NULL CHECK (state IN ('pending', 'durable')),
     acceptance  uuid NOT NULL,
     slot        text NOT NULL,
     look_from   bigint[],
     partition   integer,
     "offset"    bigint,
     at          timestamptz NOT NULL,
     PRIMARY KEY (dealer, record, revision),
     CHECK ((state = 'durable') = ("offset" IS NOT NULL AND partition IS NOT NULL)),
     CHECK ((state = 'pending') = (look_from IS NOT NULL)))`,
  `COMMENT ON TABLE intake.accepted IS 'which revisions of which records were accepted; keyed HMACs, no value'`,
  `COMMENT ON COLUMN intake.accepted.record IS 'keyed HMAC of (dealer, recordId): the message key'`,
  `COMMENT ON COLUMN intake.accepted.content IS 'keyed HMAC of the folded record'`,
  `COMMENT ON COLUMN intake.accepted.look_from IS 'while pending: per partition, no message of this acceptance lies below'`,
  `CREATE INDEX accepted_pending ON intake.accepted (slot, at) WHERE state = 'pending'`,
];

export class CreateIntake1763700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE intake.accepted');
  }
}
