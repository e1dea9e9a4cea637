// What a person may set: read once from the environment, every fault named.
import { join, resolve } from 'node:path';
import { HouseError } from './house-error.ts';
import type { HouseOptions } from './house.ts';
import { ROOT } from './paths.ts';

export interface Settings {
  readonly house: HouseOptions;
  /** How many records the sample day sends; 0 sends none. */
  readonly sampleRecords: number;
}

/** Throws a {@link HouseError} with all faults in one line. An empty variable counts as not set. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const read = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  const whole = (name: string, fallback: number, least: number, most: number) => {
    const text = read(name);
    if (text === undefined) return fallback;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) faults.push(`\`${name}\` must be a whole number from ${least} to ${most}`);
    return value;
  };
  const portBase = whole('PORT_BASE', 3000, 1024, 65_400);
  const sampleRecords = whole('SANDBOX_RECORDS', 500, 0, 100_000);
  const sandboxText = read('SANDBOX') ?? '1';
  if (sandboxText !== '0' && sandboxText !== '1') faults.push('`SANDBOX` must be 0 or 1');
  const sandbox = sandboxText !== '0';
  const oidcIssuer = read('OIDC_ISSUER');
  if (!sandbox && !oidcIssuer) faults.push('`SANDBOX=0` needs `OIDC_ISSUER`, the address of your token issuer');
  if (oidcIssuer && !URL.canParse(oidcIssuer)) faults.push('`OIDC_ISSUER` must be a URL');

  const brokers = read('KAFKA_BROKERS');
  const username = read('KAFKA_ADMIN_USERNAME');
  const password = read('KAFKA_ADMIN_PASSWORD');
  if (brokers && !(username && password)) {
    faults.push(
      '`KAFKA_BROKERS` needs `KAFKA_ADMIN_USERNAME` and `KAFKA_ADMIN_PASSWORD`, a user who may make topics, users and ACLs',
    );
  }
  const externalKafka =
    brokers && username && password
      ? { brokers: brokers.split(',').map((broker) => broker.trim()), username, password }
      : undefined;
  const [tls, authority] = [read('KAFKA_TLS'), read('KAFKA_CA_FILE')];
  if ((tls === '1' || authority) && !brokers) {
    faults.push('`KAFKA_TLS` and `KAFKA_CA_FILE` are for a Kafka of your own: set `KAFKA_BROKERS`');
  }
  const kafkaTls = {
    ...(tls ? { KAFKA_TLS: tls } : {}),
    ...(authority ? { KAFKA_CA_FILE: resolve(ROOT, authority) } : {}),
  };
  const externalDatabaseUrl = read('DATABASE_URL');
  if (externalDatabaseUrl && !/^postgres(ql)?:\/\//.test(externalDatabaseUrl)) {
    faults.push('`DATABASE_URL` must begin with `postgres://`');
  }
  if (faults.length > 0) throw new HouseError(faults.join('; '));
  return {
    house: {
      ...{ portBase, sandbox, oidcIssuer, externalKafka, kafkaTls, externalDatabaseUrl },
      dataDir: resolve(ROOT, read('DATA_DIR') ?? join(ROOT, '.data')),
    },
    sampleRecords: sandbox && !oidcIssuer ? sampleRecords : 0,
  };
}
