// The containers and `npm start` are one house: the same broker settings, the same apps, no secret in a file that is committed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { APPS } from '../../scripts/house/apps.ts';
import { LOG4J, serverProperties } from '../../scripts/house/kafka-settings.ts';
import { ROOT } from '../../scripts/house/paths.ts';
import type { Secrets } from '../../scripts/house/secrets.ts';

interface Service {
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const dockerfile = read('docker/apps.Dockerfile');

function settings(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

describe('the broker in a container', () => {
  it('has the settings of the embedded one, but for where it listens', () => {
    const secrets = { kafka: { brokerPassword: '@BROKER_PASSWORD@' } } as Secrets;
    const embedded = settings(serverProperties(9092, 9093, '/data/kafka', secrets));
    const own = settings(read('docker/kafka/server.properties'));
    const isPlace = (name: string) => /listener/.test(name) && !name.startsWith('listener.name.controller');
    const rest = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !isPlace(name)));
    expect(rest(own)).toEqual(rest(embedded));
    const jaas = 'listener.name.inside.scram-sha-256.sasl.jaas.config';
    expect(own[jaas]).toBe(embedded[jaas]);
    expect([embedded, own].map((each) => each['listener.security.protocol.map'])).toEqual([
      'CONTROLLER:SASL_PLAINTEXT,INSIDE:SASL_PLAINTEXT',
      'CONTROLLER:SASL_PLAINTEXT,INSIDE:SASL_SSL,OUTSIDE:SASL_PLAINTEXT',
    ]);
    expect(read('docker/kafka/log4j2.properties')).toBe(LOG4J);
  });
});

describe('the compose file', () => {
  it('has whoever connects to Kafka do so by TLS, under the authority of its own', () => {
    const connecting = Object.values(services).filter(({ environment = {} }) => 'KAFKA_BROKERS' in environment);
    expect(connecting).toHaveLength(6);
    for (const { environment } of connecting)
      expect(environment).toMatchObject({ KAFKA_TLS: 1, KAFKA_CA_FILE: '/run/secrets/ca.pem' });
  });

  it.each([...APPS])('has %s, and the image a target for it', (app) => {
    expect(services[app]?.environment).toBeDefined();
    expect(dockerfile).toContain(`FROM runtime AS ${app}\n`);
  });

  it.each(Object.entries(services))('lets %s do no more than it must', (_name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service.mem_limit).toBeDefined();
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:/);
    const secret = Object.keys(service.environment ?? {}).filter((name) =>
      /PASSWORD|SECRET|DATABASE_URL|_KEY/.test(name),
    );
    for (const name of secret) expect(name).toMatch(/_FILE$/);
  });
});
