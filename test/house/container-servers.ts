// Kafka and PostgreSQL in containers of their own, by testcontainers: with GATEWAY_TEST_SERVERS=docker a test house uses these
// instead of the embedded ones. Kafka's image is ours (docker/kafka.Dockerfile); testcontainers' own module is for another's.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import type { KafkaAdmin, LogLine } from '../../scripts/house/house.ts';
import { ROOT } from '../../scripts/house/paths.ts';
import { ADMIN_USER } from '../../scripts/house/kafka-settings.ts';
import { selfSigned } from './self-signed.ts';

const KAFKA_IMAGE = `joint-use-gateway/kafka:${process.env['GATEWAY_TAG'] || 'latest'}`;
const POSTGRES_IMAGE = process.env['POSTGRES_IMAGE'] || 'postgres:17-bookworm';
const START_MS = 120_000;

export interface ContainerServers {
  readonly externalKafka: KafkaAdmin;
  readonly externalDatabaseUrl: string;
  /** Removes both, with their data. */
  stop(): Promise<void>;
}

type Hear = (line: LogLine) => void;

/**
 * Starts both; `kafkaPort` is a free port of this machine, since the broker must say under which it is found.
 * Every line they say goes to `hear`, as `kafka` and `postgres`: the oracle reads it there.
 */
export async function startContainerServers(kafkaPort: number, hear: Hear): Promise<ContainerServers> {
  const started = await Promise.allSettled([startKafka(kafkaPort, hear), startPostgres(hear)]);
  const stop = async () => {
    for (const one of started) if (one.status === 'fulfilled') await one.value.container.stop();
  };
  const [kafka, postgres] = started;
  if (kafka.status === 'fulfilled' && postgres.status === 'fulfilled') {
    return { externalKafka: kafka.value.admin, externalDatabaseUrl: postgres.value.url, stop };
  }
  await stop();
  throw started.find((one) => one.status === 'rejected')!.reason;
}

/** Both streams of a container come as one. */
const hearing = (process: string, hear: Hear) => (input: Readable) =>
  void createInterface({ input }).on('line', (line) => hear({ process, stream: 'stdout', line }));

const word = () => randomBytes(24).toString('base64url');

async function startKafka(port: number, hear: Hear): Promise<{ container: StartedTestContainer; admin: KafkaAdmin }> {
  const password = word();
  const secret = (name: string, content: string) => ({ content, target: `/run/secrets/${name}`, mode: 0o444 });
  const { cert, key } = selfSigned('localhost');
  const container = await new GenericContainer(KAFKA_IMAGE)
    .withExposedPorts({ container: 9094, host: port })
    .withEnvironment({ ADVERTISED_OUTSIDE: `127.0.0.1:${port}`, ADVERTISED_INSIDE: 'localhost:9092' })
    .withCopyContentToContainer([
      secret('cluster-id', randomBytes(16).toString('base64url')),
      secret('broker-password', word()),
      secret('admin-password', password),
      ...[secret('ca.pem', cert), secret('cert.pem', cert), secret('key.pem', key)],
    ])
    .withTmpFs({ '/run/kafka': 'uid=10001,gid=10001,mode=0700' })
    .withDroppedCapabilities('ALL')
    .withLogConsumer(hearing('kafka', hear))
    .withWaitStrategy(Wait.forAll([Wait.forHealthCheck(), Wait.forLogMessage(/Kafka Server started/)]))
    .withStartupTimeout(START_MS)
    .start();
  return { container, admin: { brokers: [`127.0.0.1:${port}`], username: ADMIN_USER, password } };
}

async function startPostgres(hear: Hear): Promise<{ container: StartedTestContainer; url: string }> {
  const [superuser, gateway] = [word(), word()];
  const container = await new GenericContainer(POSTGRES_IMAGE)
    .withExposedPorts(5432)
    .withUser('999:999')
    .withEnvironment({ POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: superuser, POSTGRES_DB: 'gateway' })
    .withCopyContentToContainer([
      { content: gateway, target: '/run/secrets/gateway-password', mode: 0o444 },
      { content: word(), target: '/run/secrets/console-password', mode: 0o444 },
    ])
    .withCopyFilesToContainer([
      {
        source: join(ROOT, 'docker/postgres/gateway.sql'),
        target: '/docker-entrypoint-initdb.d/gateway.sql',
        mode: 0o444,
      },
    ])
    .withCommand([
      'postgres',
      '-c',
      'fsync=off',
      '-c',
      'log_min_error_statement=panic',
      '-c',
      'log_error_verbosity=terse',
    ])
    .withHealthCheck({
      test: ['CMD', 'pg_isready', '-q', '-h', '127.0.0.1', '-U', 'gateway'],
      interval: 500,
      timeout: 5_000,
      retries: 120,
    })
    .withLogConsumer(hearing('postgres', hear))
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(START_MS)
    .start();
  const url = `postgres://gateway:${gateway}@${container.getHost()}:${container.getMappedPort(5432)}/gateway`;
  return { container, url };
}
