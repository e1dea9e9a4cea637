// The Kafka Streams application as a contender: given the same facts and the same schema in a file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_RECORD_SCHEMA, type ControlFact } from '#wire';
import { startChild, type Child } from '../../../scripts/house/child.ts';
import { inheritedEnvironment } from '../../../scripts/house/environment.ts';
import { findJava } from '../../../scripts/house/java.ts';
import type { BenchRoom, Reading } from './bench-room.ts';

/** `group` is its transactional ids' beginning too. */
export const STREAMS_READING: Reading = { group: 'kafka-streams-gate', input: 'bench.kafka-streams' };

export interface StreamsSettings {
  readonly classPath: string;
  readonly facts: readonly ControlFact[];
}

/** The gatekeeper's process decides in one thread. */
const THREADS = 1;
/** Kafka Streams' own default with exactly once, and what the gatekeeper's batches are sized to take. */
const COMMIT_INTERVAL_MS = 100;

/** Starts it and waits for nothing. */
export function startStreams({ house }: Pick<BenchRoom, 'house'>, settings: StreamsSettings): Child {
  const dir = mkdtempSync(join(house.dataDir, 'streams-'));
  const given = join(dir, 'given.json');
  writeFileSync(given, JSON.stringify({ facts: settings.facts, schema: SERVICE_RECORD_SCHEMA }));
  const { brokers, username, password } = house.kafkaAdmin;
  const child = startChild(
    {
      name: 'kafka-streams',
      file: findJava().file,
      args: ['-Xms512m', '-Xmx1g', '-Djava.net.preferIPv4Stack=true', '-cp', settings.classPath, 'gateway.bench.Main'],
      env: {
        ...inheritedEnvironment(),
        LC_ALL: 'C.UTF-8',
        GATE_GIVEN: given,
        APPLICATION_ID: STREAMS_READING.group,
        INPUT_TOPIC: STREAMS_READING.input,
        STATE_DIR: join(dir, 'state'),
        KAFKA_BROKERS: brokers.join(','),
        KAFKA_USERNAME: username,
        KAFKA_PASSWORD: password,
        PSEUDONYM_SECRET: house.secrets.pseudonymSecret,
        THREADS: String(THREADS),
        COMMIT_INTERVAL_MS: String(COMMIT_INTERVAL_MS),
      },
    },
    () => undefined,
  );
  void child.ended.then(() => rmSync(dir, { recursive: true, force: true }));
  return child;
}
