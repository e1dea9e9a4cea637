// Every migration, by name; TypeORM orders them by the 13 digits at the end of the class name.
import { CONSOLE_MIGRATIONS } from './console/migrations.js';
import { CreateSchemas1763700000000 } from './create-schemas.js';
import { INTAKE_MIGRATIONS } from './intake/migrations.js';
import { LEDGER_MIGRATIONS } from './ledger/migrations.js';
import type { MigrationClass } from './migration-class.js';

export const MIGRATIONS: readonly MigrationClass[] = [
  CreateSchemas1763700000000,
  ...INTAKE_MIGRATIONS,
  ...CONSOLE_MIGRATIONS,
  ...LEDGER_MIGRATIONS,
];
