// The ledger's tables, oldest first.
import type { MigrationClass } from '../migration-class.js';
import { CountDecisions1763700006000 } from './count-decisions.js';
import { CreateLedger1763700003000 } from './create-ledger.js';
import { IndexLinks1763700005000 } from './index-links.js';
import { LinkChassis1763700004000 } from './link-chassis.js';
import { MoveLeaves1763700007000 } from './move-leaves.js';

export const LEDGER_MIGRATIONS: readonly MigrationClass[] = [
  CreateLedger1763700003000,
  LinkChassis1763700004000,
  IndexLinks1763700005000,
  CountDecisions1763700006000,
  MoveLeaves1763700007000,
];
