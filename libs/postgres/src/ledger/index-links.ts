// Decisions are looked for by the record, the subject and the vehicle they are linked to.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['record', 'subject', 'vehicle', 'chassis'] as const;

export class IndexLinks1763700005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) {
      await runner.query(
        `CREATE INDEX links_${column} ON ledger.links (${column}) INCLUDE (decision) WHERE ${column} IS NOT NULL`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`DROP INDEX ledger.links_${column}`);
  }
}
