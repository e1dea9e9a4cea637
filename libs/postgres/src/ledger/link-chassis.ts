// A vehicle with a VIN and a chassis number is linked by both.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LinkChassis1763700004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ledger.links ADD COLUMN chassis text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ledger.links DROP COLUMN chassis');
  }
}
