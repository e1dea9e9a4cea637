// What each app is given: its entry, its port, its environment.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inheritedEnvironment, nodeEnvironment } from './environment.ts';
import { HouseError } from './house-error.ts';
import { BUNDLE_DIR, CERTIFICATES_DIR, POLICIES_DIR, SANDBOX_FACTS_FILE, WEB_DIR } from './paths.ts';
import type { Ports } from './ports.ts';
import type { Client, KafkaApp, Secrets } from './secrets.ts';

export const APPS = ['issuer', 'console', 'intake', 'gatekeeper', 'delivery', 'ledger'] as const;
export type App = (typeof APPS)[number];

/** What every app's environment is made of. */
export interface Surroundings {
  readonly ports: Ports;
  readonly brokers: readonly string[];
  /** `KAFKA_TLS` and `KAFKA_CA_FILE`, where the brokers speak TLS. */
  readonly kafkaTls: Readonly<Record<string, string>>;
  readonly admin: { readonly username: string; readonly password: string };
  readonly databaseUrl: string;
  /** As the console's own user; `null`: one's own database, where every app is the user its URL names. */
  readonly consoleDatabase: { readonly url: string; readonly user: string } | null;
  readonly issuer: string;
  readonly sandbox: boolean;
  /** Where people open the desk, and the client they sign in through: `null` with an issuer of one's own. */
  readonly deskUrl: string;
  readonly deskClient: Client | null;
  readonly credentialsFile: string;
  /** Signing keys of the sandbox's issuer, kept across restarts. */
  readonly issuerKeysFile: string;
  readonly secrets: Secrets;
}

const TELEMETRY = join(BUNDLE_DIR, 'telemetry.js');
/**
 * By itself V8 keeps 128 MB for what is soon forgotten, and lets what stays grow to twice its size, on top of every consent
 * the gatekeeper holds. Where growth is bounded so tightly, V8 by itself would mark the heap all the time: it begins when what is
 * left is less than what is soon forgotten may take. The triggers say when instead, in percent of what may be grown. Nor may it
 * take what a record causes for long-lived, because the first ones waited (ADR 0026).
 * The same in docker/apps.Dockerfile; what it brought stands in docs/performance.md.
 */
const HEAP = ['--max-semi-space-size=16'];
const GATEKEEPER_HEAP = [
  ...HEAP,
  '--no-allocation-site-pretenuring',
  '--heap-growing-percent=10',
  '--incremental-marking-soft-trigger=60',
  '--incremental-marking-hard-trigger=90',
];

/** Arguments of Node that run the app. */
export function commandOf(app: App): readonly string[] {
  const entry = join(BUNDLE_DIR, `${app}.js`);
  const missing = [TELEMETRY, entry].find((file) => !existsSync(file));
  if (missing) throw new HouseError(`\`${missing}\` is missing: run \`npm run build\``);
  const heap = app === 'gatekeeper' ? GATEKEEPER_HEAP : HEAP;
  return ['--disable-warning=TimeoutNegativeWarning', '--import', TELEMETRY, ...heap, entry];
}

/** `slot` counts gatekeepers from 0 and is read for them alone. */
export function environmentOf(
  app: App,
  around: Surroundings,
  slot = 0,
  port = around.ports[app],
): Record<string, string> {
  const { secrets, databaseUrl, issuer } = around;
  const http = { HOST: '127.0.0.1', PORT: String(port) };
  const kafka = (user: KafkaApp) => ({
    ...clusterOf(around),
    KAFKA_USERNAME: `app-${user}`,
    KAFKA_PASSWORD: secrets.kafka.apps[user],
  });
  const database = { DATABASE_URL: databaseUrl };
  const oidc = { OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'joint-use-gateway' };
  const pseudonym = { PSEUDONYM_SECRET: secrets.pseudonymSecret };
  const sandboxCredentials: Record<string, string> = around.sandbox
    ? { SANDBOX_CREDENTIALS_FILE: around.credentialsFile }
    : {};
  const common = { ...nodeEnvironment(['OTEL_']), NODE_ENV: 'production', OTEL_SERVICE_NAME: app, ...http };
  switch (app) {
    case 'issuer':
      return { ...common, ...oidc, ...sandboxCredentials, SANDBOX_KEYS_FILE: around.issuerKeysFile };
    case 'intake':
      return { ...common, ...kafka('intake'), ...database, ...oidc, ...pseudonym };
    case 'gatekeeper':
      return {
        ...common,
        ...kafka('gatekeeper'),
        ...pseudonym,
        GATEKEEPER_SLOT: `gatekeeper-${slot}`,
        CERTIFICATE_PUBLIC_KEY: secrets.certificate.publicKey,
      };
    case 'delivery':
      return { ...common, ...kafka('delivery'), ...oidc, CURSOR_SECRET: secrets.cursorSecret };
    case 'ledger':
      return { ...common, ...kafka('ledger'), ...database, ...oidc };
    case 'console':
      return {
        ...common,
        ...kafka('console'),
        DATABASE_URL: around.consoleDatabase?.url ?? databaseUrl,
        ...oidc,
        ...pseudonym,
        ...sandboxCredentials,
        POLICIES_DIR,
        CERTIFICATES_DIR,
        CERTIFICATE_KEY: secrets.certificate.privateKey,
        ...deskOf(around),
        SANDBOX: around.sandbox ? '1' : '0',
        ...(around.sandbox ? { SANDBOX_FACTS_FILE } : {}),
        KAFKA_ADMIN_USERNAME: around.admin.username,
        KAFKA_ADMIN_PASSWORD: around.admin.password,
      };
  }
}

/** What whoever connects to Kafka is given. */
export function clusterOf({ brokers, kafkaTls }: Surroundings): Record<string, string> {
  return { KAFKA_BROKERS: brokers.join(','), ...kafkaTls };
}

/** What people need to sign in; with an issuer of one's own it is said by whoever starts the house. */
function deskOf({ deskUrl, deskClient, secrets }: Surroundings): Record<string, string> {
  return {
    DESK_URL: deskUrl,
    SESSION_SECRET: secrets.sessionSecret,
    WEB_DIR,
    ...(deskClient === null
      ? inheritedEnvironment(['DESK_'])
      : { DESK_CLIENT_ID: deskClient.clientId, DESK_CLIENT_SECRET: deskClient.clientSecret }),
  };
}
