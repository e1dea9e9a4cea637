// Prints what a member of the sandbox can read: `node_modules/.bin/node scripts/sample/read-topic.ts <client> <topic>`.
// `KAFKA_TLS` and `KAFKA_CA_FILE` as with `npm start`.
// Each committed message as its headers, its value and an empty line, in the order of its partition; ends at the end of the topic.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCommittedReader } from '#kafka';
import { checkEnvironment, KAFKA_ENV, kafkaConnection } from '#process';
import { Type } from 'typebox';

interface Credentials {
  readonly kafka: { readonly brokers: string[] };
  readonly clients: Readonly<
    Record<string, { readonly kafka?: { readonly username: string; readonly password: string } }>
  >;
}

/** After so long without a message the end is reached. */
const QUIET_MS = 1_500;
const PATIENCE_MS = 15_000;

const [client = '', topic = ''] = process.argv.slice(2);
const file = join(process.env.DATA_DIR || '.data', 'sandbox-credentials.json');
const { kafka, clients } = JSON.parse(readFileSync(file, 'utf8')) as Credentials;
const user = clients[client]?.kafka;
if (!user || topic === '') {
  console.error('usage: read-topic.ts <client> <topic>, a client of sandbox-credentials.json that has a Kafka user');
  process.exit(2);
}

const { username: KAFKA_USERNAME, password: KAFKA_PASSWORD } = user;
const checked = checkEnvironment(Type.Object(KAFKA_ENV), {
  ...process.env,
  ...{ KAFKA_BROKERS: kafka.brokers.join(','), KAFKA_USERNAME, KAFKA_PASSWORD },
});
if ('faults' in checked) {
  console.error(checked.faults.join('\n'));
  process.exit(2);
}

let end = setTimeout(() => void stop(0), PATIENCE_MS);
const reader = createCommittedReader(kafkaConnection(checked.config), {
  group: `${user.username}.look-${process.pid}`,
  topics: [topic],
  position: () => Promise.resolve(null),
  eachBatch: ({ messages }) => {
    for (const { headers, value } of messages) {
      const line = Object.entries(headers).map(([name, content]) => `${name}=${content}`);
      console.log(`${line.join(',')}\n${value?.toString() ?? ''}\n`);
    }
    clearTimeout(end);
    end = setTimeout(() => void stop(0), QUIET_MS);
    return Promise.resolve();
  },
  log: { info: () => undefined, warn: ({ code }) => fail(code) },
});

function fail(code: unknown): void {
  if (typeof code !== 'string') return;
  console.error(`cannot read \`${topic}\` as \`${client}\`: ${code}`);
  void stop(1);
}

async function stop(status: number): Promise<void> {
  await reader.stop();
  process.exit(status);
}
