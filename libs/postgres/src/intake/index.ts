// What the intake keeps in PostgreSQL.
export { INTAKE_MIGRATIONS } from './migrations.js';
export * from './accepted-records.js';
export * from './intake-slot.js';
