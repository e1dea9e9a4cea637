// The console's tables, oldest first.
import type { MigrationClass } from '../migration-class.js';

export const CONSOLE_MIGRATIONS: readonly MigrationClass[] = [];
