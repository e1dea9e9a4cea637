// The intake's tables, oldest first.
import type { MigrationClass } from '../migration-class.js';
import { CreateIntake1763700001000 } from './create-intake.js';

export const INTAKE_MIGRATIONS: readonly MigrationClass[] = [CreateIntake1763700001000];
