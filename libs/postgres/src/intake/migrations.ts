// The intake's tables, oldest first.
import type { MigrationClass } from '../migration-class.js';

export const INTAKE_MIGRATIONS: readonly MigrationClass[] = [];
