// What the console keeps in PostgreSQL.
export { CONSOLE_MIGRATIONS } from './migrations.js';
