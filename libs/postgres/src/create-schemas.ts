// One schema for each app that keeps state.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSchemas1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const schema of ['intake', 'console', 'ledger']) await runner.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const schema of ['ledger', 'console', 'intake']) await runner.query(`DROP SCHEMA IF EXISTS ${schema}`);
  }
}
