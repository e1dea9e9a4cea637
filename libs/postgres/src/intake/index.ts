// What the intake keeps in PostgreSQL.
export { INTAKE_MIGRATIONS } from './migrations.js';
