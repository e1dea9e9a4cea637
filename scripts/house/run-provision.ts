// Runs `provision.ts` against the servers of a house.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOf, type Surroundings } from './apps.ts';
import { startChild, type LogSink } from './child.ts';
import { nodeEnvironment } from './environment.ts';
import { HouseError } from './house-error.ts';
import { ROOT } from './paths.ts';

/** Resolves when topics, users, ACLs and tables stand; rejects with a {@link HouseError}. */
export async function runProvision(around: Surroundings, sink: LogSink): Promise<void> {
  const built = ['kafka', 'postgres', 'process'].every((lib) =>
    existsSync(join(ROOT, 'dist', 'libs', lib, 'src', 'index.js')),
  );
  if (!built) throw new HouseError('nothing is built yet: run `npm run build`');
  const child = startChild(
    {
      name: 'provision',
      file: process.execPath,
      args: ['--disable-warning=TimeoutNegativeWarning', join(import.meta.dirname, 'provision.ts')],
      env: {
        ...nodeEnvironment(),
        ...clusterOf(around),
        KAFKA_ADMIN_USERNAME: around.admin.username,
        KAFKA_ADMIN_PASSWORD: around.admin.password,
        KAFKA_APP_PASSWORDS: JSON.stringify(around.secrets.kafka.apps),
        DATABASE_URL: around.databaseUrl,
        ...(around.consoleDatabase === null ? {} : { CONSOLE_DATABASE_USER: around.consoleDatabase.user }),
      },
      cwd: ROOT,
    },
    sink,
  );
  const { code } = await child.ended;
  if (code === 0) return;
  // Of its configuration every fault has a line.
  const faults = child.tail().filter((line) => line.startsWith('provision: '));
  const said = faults.length > 0 ? faults.join('; ') : (child.tail().at(-1) ?? 'no word');
  throw new HouseError(`topics and tables could not be made: ${said}`);
}
