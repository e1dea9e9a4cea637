// Makes topics, users, ACLs and tables stand before any app starts. A process of its own: `node scripts/house/provision.ts`.
// Environment: KAFKA_BROKERS, KAFKA_ADMIN_USERNAME, KAFKA_ADMIN_PASSWORD, KAFKA_APP_PASSWORDS (JSON: app to password), DATABASE_URL.
import { provisionCluster } from '#kafka';
import { migrate } from '#postgres';

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`\`${name}\` is missing`);
  return value;
}

try {
  const admin = {
    brokers: needed('KAFKA_BROKERS').split(','),
    username: needed('KAFKA_ADMIN_USERNAME'),
    password: needed('KAFKA_ADMIN_PASSWORD'),
  };
  const apps = JSON.parse(needed('KAFKA_APP_PASSWORDS')) as Parameters<typeof provisionCluster>[1]['apps'];
  await Promise.all([provisionCluster(admin, { apps }), migrate(needed('DATABASE_URL'))]);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message.split('\n')[0] : 'failed');
  process.exit(1);
}
