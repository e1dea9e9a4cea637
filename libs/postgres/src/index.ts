// The only place that knows SQL: connections, migrations, and what each app keeps. No field's value at rest.
export { createDataSource, type DataSourceSettings } from './data-source.js';
export { DatabaseFault, databaseFaultOf, isUniqueViolation, withoutValues } from './database-fault.js';
export { grantConsole } from './grant-console.js';
export { migrate } from './migrate.js';
export type { MigrationClass } from './migration-class.js';
export { MIGRATIONS } from './migrations.js';
export { pingDatabase } from './ping-database.js';
export type { SessionLock } from './session-lock.js';
export type { DataSource, EntityManager } from 'typeorm';
export * from './intake/index.js';
export * from './console/index.js';
export * from './ledger/index.js';
