// A PostgreSQL of a test's own, without the house around it.
import type { Child } from '../../scripts/house/child.ts';
import { freePortBase, portsOf } from '../../scripts/house/ports.ts';
import { databaseUrlOf, preparePostgres } from '../../scripts/house/postgres.ts';
import { openSecrets, type Secrets } from '../../scripts/house/secrets.ts';

export interface TestPostgres {
  readonly url: string;
  readonly port: number;
  readonly secrets: Secrets;
}

/** Starts it with its data in `dataDir`; `onChild` has the process, to be ended, before it is known to answer. */
export async function startPostgres(dataDir: string, onChild: (child: Child) => void): Promise<TestPostgres> {
  const secrets = openSecrets(dataDir);
  const { postgres: port } = portsOf(await freePortBase());
  const silent = () => undefined;
  const run = await preparePostgres({ dataDir, port, secrets, fast: true, sink: silent, onProgress: silent });
  await run(onChild);
  return { url: databaseUrlOf(port, secrets), port, secrets };
}
