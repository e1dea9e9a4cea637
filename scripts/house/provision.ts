// Makes topics, users, ACLs and tables stand before any app starts. A process of its own: `node scripts/house/provision.ts`.
// Environment: that of Kafka's administration (libs/process, `KAFKA_ADMIN_ENV`), KAFKA_APP_PASSWORDS (JSON: app to password),
// DATABASE_URL; each may be in a file instead, which NAME_FILE names. CONSOLE_DATABASE_USER where the console has a user of its own.
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, provisionCluster } from '#kafka';
import { grantConsole, migrate } from '#postgres';
import { DATABASE_ENV, KAFKA_ADMIN_ENV, kafkaAdminConnection, readConfig } from '#process';
import { Type } from 'typebox';

const PROVISION_ENV = Type.Object({
  ...KAFKA_ADMIN_ENV,
  ...DATABASE_ENV,
  KAFKA_APP_PASSWORDS: Type.String({ minLength: 2, description: 'JSON, app to password' }),
  CONSOLE_DATABASE_USER: Type.Optional(Type.String({ minLength: 1, description: 'a user of the database' })),
});
const MOST_ATTEMPTS = 5;
const PAUSE_MS = 300;
/** Where a broker is not who it should be, it is not a moment later either. */
const IN_VAIN = /^GW_BROKER_NOT_ALLOWED$|CERT|^UNABLE_TO_VERIFY|^ERR_TLS_/;

/** Both are idempotent; a broker that has just started may not know yet of a topic it has just made. */
async function persist(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || IN_VAIN.test(codeOf(error))) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}

/** What the platform says of odd JSON quotes it, and it is passwords. */
function passwordsIn(json: string): Parameters<typeof provisionCluster>[1]['apps'] {
  try {
    return JSON.parse(json) as Parameters<typeof provisionCluster>[1]['apps'];
  } catch {
    throw new Error('`KAFKA_APP_PASSWORDS` is not JSON');
  }
}

const config = readConfig('provision', PROVISION_ENV);
try {
  const apps = passwordsIn(config.KAFKA_APP_PASSWORDS);
  const { DATABASE_URL: databaseUrl, CONSOLE_DATABASE_USER: consoleUser } = config;
  const prepareDatabase = async () => {
    await migrate(databaseUrl);
    if (consoleUser !== undefined) await grantConsole(databaseUrl, consoleUser);
  };
  await Promise.all([
    persist(() => provisionCluster(kafkaAdminConnection(config), { apps })),
    persist(prepareDatabase),
  ]);
} catch (error) {
  console.error(error instanceof Error ? error.message.split('\n')[0] : 'failed');
  process.exitCode = 1;
}
