// The Kafka Streams application as a contender: given the same facts and the same schema in a file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_RECORD_SCHEMA, type ControlFact } from '#wire';
import { startChild, type Child } from '../../../scripts/house/child.ts';
import { inheritedEnvironment } from '../../../scripts/house/environment.ts';
import { findJava } from '../../../scripts/house/java.ts';
import type { BenchRoom } from './bench-room.ts';

/** Its consumer group, and its transactional ids' beginning. */
export const STREAMS_GROUP = 'kafka-streams-gate';

export interface StreamsSettings {
  readonly classPath: string;
  readonly facts: readonly ControlFact[];
  /** Stream threads; the gatekeeper's process has one. */
  readonly threads: number;
  readonly commitIntervalMs: number;
}

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
        APPLICATION_ID: STREAMS_GROUP,
        STATE_DIR: join(dir, 'state'),
        KAFKA_BROKERS: brokers.join(','),
        KAFKA_USERNAME: username,
        KAFKA_PASSWORD: password,
        PSEUDONYM_SECRET: house.secrets.pseudonymSecret,
        THREADS: String(settings.threads),
        COMMIT_INTERVAL_MS: String(settings.commitIntervalMs),
      },
    },
    () => undefined,
  );
  void child.ended.then(() => rmSync(dir, { recursive: true, force: true }));
  return child;
}
