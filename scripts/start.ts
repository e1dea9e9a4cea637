// `npm start`: builds, brings the house up, sends the sample day, stays until Ctrl-C.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { announce, makeProgress } from './house/announce.ts';
import { build } from './house/build.ts';
import { certifyPolicies } from './house/certify-policies.ts';
import { AlreadyRunning, HouseError } from './house/house-error.ts';
import { startHouse, type House } from './house/house.ts';
import { CREDENTIALS_FILE } from './house/secrets.ts';
import { readSettings } from './house/settings.ts';
import { supervise } from './house/supervise.ts';
import { watchSources } from './house/watch.ts';

const HELP = `npm start [-- --watch]

Sets up and runs the gateway on this machine: an embedded Kafka and PostgreSQL, the apps, and a sample day.
Needs Node 20 or later, Java 17 or later and, the first time, Maven. Stays in the foreground; Ctrl-C stops everything.

  --watch   rebuild and restart the apps when a source changes (npm run dev)
  --help    this text

Environment
  DATA_DIR          where data, secrets and logs are kept (default .data)
  PORT_BASE         first port (default 3000): console +0, intake +1, ledger +3, gatekeeper's health +4,
                    token issuer +9, PostgreSQL +54, Kafka +92 and +93
  SANDBOX           0 starts empty and needs OIDC_ISSUER (default 1)
  SANDBOX_RECORDS   records of the sample day, up to 100000 (default 500)
  OIDC_ISSUER       token issuer to trust instead of the sandbox's
  KAFKA_BROKERS     a Kafka to use instead of the embedded one, with KAFKA_ADMIN_USERNAME and KAFKA_ADMIN_PASSWORD
  KAFKA_TLS         1 speaks TLS with that Kafka; needed where it is not on this machine
  KAFKA_CA_FILE     the authority of that Kafka's certificates (PEM), where it is your own
  DATABASE_URL      a PostgreSQL to use instead of the embedded one
`;

interface SampleDay {
  readonly runSampleDay: (options: {
    urls: House['urls'];
    credentials: House['credentials'];
    records: number;
    onProgress: (message: string) => void;
  }) => Promise<unknown>;
  readonly printSummary: (summary: unknown) => void;
}

const say = makeProgress();
const startUp = new AbortController();
let house: House | undefined;
let ending: Promise<never> | undefined;

/** Ends everything, then this process; every later call waits for the first. */
function end(status: number, why?: string): Promise<never> {
  return (ending ??= (async () => {
    if (why) say(why);
    startUp.abort();
    // A start given up half way ends what it started before it rejects, see main.
    if (!house) await starting?.catch(() => undefined);
    await house?.stop();
    if (house) say('stopped; nothing is left running');
    process.exit(status);
  })());
}

async function sendSampleDay(standing: House, records: number): Promise<void> {
  const file = join(import.meta.dirname, 'sample', 'sample-day.ts');
  if (records === 0 || !existsSync(file)) return;
  const { runSampleDay, printSummary } = (await import(file)) as SampleDay;
  const { urls, credentials } = standing;
  printSummary(await runSampleDay({ urls, credentials, records, onProgress: say }));
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP, () => process.exit(0));
    return;
  }
  const stranger = args.find((arg) => arg !== '--watch');
  if (stranger) throw new HouseError(`unknown option \`${stranger}\`: see \`npm start -- --help\``);
  const settings = readSettings(process.env);
  await build();
  say('built');
  await certifyPolicies(say);
  starting = startHouse({ ...settings.house, onProgress: say, signal: startUp.signal });
  const standing = (house = await starting);
  supervise(standing, say, (name) => void end(1, `giving up: ${name} does not stay up, see ${standing.logsDir}`));
  try {
    await sendSampleDay(standing, settings.sampleRecords);
  } catch (error) {
    if (ending) return;
    say(`the sample day could not be sent: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  announce({
    ...{ urls: standing.urls, brokers: standing.kafkaAdmin.brokers, dataDir: standing.dataDir },
    ...{ credentials: standing.credentials, credentialsFile: join(standing.dataDir, CREDENTIALS_FILE) },
    hasSandboxIssuer: standing.processes.has('issuer'),
  });
  if (args.includes('--watch')) watchSources(standing, say);
}

let starting: Promise<House> | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0, 'stopping'));
// The terminal, or whoever reads our lines, is gone: so is the reason to run.
process.on('disconnect', () => void end(0));
process.stdout.on('error', () => void end(0));

main().catch((error: unknown) => {
  if (ending) return;
  if (error instanceof AlreadyRunning) {
    console.log(error.message);
    for (const [name, url] of Object.entries(error.urls)) console.log(`  ${name.padEnd(12)} ${url}`);
    process.exit(0);
  }
  console.error(`error: ${error instanceof HouseError ? error.message : describe(error)}`);
  process.exit(1);
});

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
}
