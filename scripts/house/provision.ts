// Makes topics, users, ACLs and tables stand before any app starts. A process of its own: `node scripts/house/provision.ts`.
// Environment: KAFKA_BROKERS, KAFKA_ADMIN_USERNAME, KAFKA_ADMIN_PASSWORD, KAFKA_APP_PASSWORDS (JSON: app to password), DATABASE_URL;
// each may be in a file instead, which NAME_FILE names. CONSOLE_DATABASE_USER where the console has a user of its own.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { provisionCluster } from '#kafka';
import { grantConsole, migrate } from '#postgres';

const MOST_ATTEMPTS = 5;
const PAUSE_MS = 300;

function needed(name: string): string {
  const file = process.env[`${name}_FILE`];
  const value = file ? readFileSync(file, 'utf8').trim() : process.env[name];
  if (value === undefined || value === '') throw new Error(`\`${name}\` is missing`);
  return value;
}

/** Both are idempotent; a broker that has just started may not know yet of a topic it has just made. */
async function persist(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === MOST_ATTEMPTS) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}

try {
  const admin = {
    brokers: needed('KAFKA_BROKERS').split(','),
    username: needed('KAFKA_ADMIN_USERNAME'),
    password: needed('KAFKA_ADMIN_PASSWORD'),
  };
  const apps = JSON.parse(needed('KAFKA_APP_PASSWORDS')) as Parameters<typeof provisionCluster>[1]['apps'];
  const databaseUrl = needed('DATABASE_URL');
  const consoleUser = process.env['CONSOLE_DATABASE_USER'];
  const prepareDatabase = async () => {
    await migrate(databaseUrl);
    if (consoleUser !== undefined) await grantConsole(databaseUrl, consoleUser);
  };
  await Promise.all([persist(() => provisionCluster(admin, { apps })), persist(prepareDatabase)]);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message.split('\n')[0] : 'failed');
  process.exit(1);
}
