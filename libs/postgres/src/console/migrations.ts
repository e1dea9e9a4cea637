// The console's tables, oldest first.
import type { MigrationClass } from '../migration-class.js';
import { CreateConsole1763700002000 } from './create-console.js';

export const CONSOLE_MIGRATIONS: readonly MigrationClass[] = [CreateConsole1763700002000];
