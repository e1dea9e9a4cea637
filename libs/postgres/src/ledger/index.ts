// What the ledger keeps in PostgreSQL.
export { LEDGER_MIGRATIONS } from './migrations.js';
