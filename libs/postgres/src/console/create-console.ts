// The outbox of control facts, the members' Kafka users, and the newest notice of each app.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE console.outbox (
     position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     fact_id        text COLLATE "C" NOT NULL UNIQUE,
     type           text NOT NULL,
     recorded_at    text NOT NULL,
     data           jsonb NOT NULL,
     client         text NOT NULL,
     idempotency_key text,
     control_offset bigint,
     settled_at     timestamptz)`,
  `COMMENT ON TABLE console.outbox IS 'facts in the order they go to control; persons and vehicles by keyed HMAC only'`,
  `COMMENT ON COLUMN console.outbox.settled_at IS 'when all that an answer promises was done: fence, topics, users, access'`,
  `CREATE UNIQUE INDEX outbox_keys ON console.outbox (client, idempotency_key) WHERE idempotency_key IS NOT NULL`,
  `CREATE INDEX outbox_unsettled ON console.outbox (position) WHERE settled_at IS NULL`,
  `CREATE INDEX outbox_types ON console.outbox (type, position)`,

  `CREATE TABLE console.members (
     username   text COLLATE "C" PRIMARY KEY,
     recipient  text NOT NULL,
     admitted   boolean NOT NULL,
     changed_at timestamptz NOT NULL)`,
  `COMMENT ON TABLE console.members IS 'Kafka users of members; a user is never deleted, only shut out'`,

  `CREATE TABLE console.notices (
     app         text COLLATE "C" NOT NULL,
     kind        text NOT NULL,
     notice      jsonb NOT NULL,
     received_at timestamptz NOT NULL,
     PRIMARY KEY (app, kind))`,
];

export class CreateConsole1763700002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['notices', 'members', 'outbox']) await runner.query(`DROP TABLE console.${table}`);
  }
}
