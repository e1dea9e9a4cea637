// Secrets of one house and the sandbox's client credentials: made at the first start, kept ever after.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HouseError } from './house-error.ts';

export const KAFKA_APPS = ['intake', 'gatekeeper', 'delivery', 'ledger', 'console'] as const;
export type KafkaApp = (typeof KAFKA_APPS)[number];

export interface Secrets {
  readonly kafka: {
    /** 16 random bytes, base64url; may begin with `-`. */
    readonly clusterId: string;
    readonly adminPassword: string;
    readonly brokerPassword: string;
    readonly apps: Readonly<Record<KafkaApp, string>>;
  };
  readonly postgres: {
    readonly superuserPassword: string;
    readonly gatewayPassword: string;
    /** Of the console's own user, who may read what the ledger keeps and change nothing of it. */
    readonly consolePassword: string;
  };
  /** base64url, 32 bytes: every keyed HMAC of the house hangs on it. */
  readonly pseudonymSecret: string;
  /** base64url, 32 bytes: the delivery's cursors are signed with it. */
  readonly cursorSecret: string;
  /** Seals the sessions of the desk. */
  readonly sessionSecret: string;
  /** Ed25519, base64url: the console signs the certificates of policy versions (PKCS #8), the gatekeeper checks them (SPKI). */
  readonly certificate: { readonly privateKey: string; readonly publicKey: string };
}

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the client people sign in through. */
  readonly redirectUris?: readonly string[];
  readonly kafka?: { readonly username: string; readonly password: string };
}

/** `sandbox-credentials.json`, as the wire has it. */
export interface SandboxCredentials {
  readonly issuer: string;
  readonly kafka: { readonly brokers: readonly string[]; readonly mechanism: 'SCRAM-SHA-256' };
  readonly clients: Readonly<Record<string, Client>>;
  /** Who signs in to the desk. */
  readonly people: Readonly<Record<string, { readonly username: string; readonly password: string }>>;
}

/** Where the sandbox is to be found. */
export interface SandboxPlaces {
  readonly issuer: string;
  readonly brokers: readonly string[];
  /** Address of the desk, without a path; `null`: people do not sign in there. */
  readonly desk: string | null;
}

export const SECRETS_FILE = 'secrets.json';
export const CREDENTIALS_FILE = 'sandbox-credentials.json';

const MEMBERS = [
  'dealer-D001',
  'dealer-D002',
  'dealer-D003',
  'dealer-D009',
  'bmw-japan-finance',
  'bmw-japan',
  'insurer-tokyo-demo',
];
const OFFICES = ['dpo', 'dpo-approver', 'auditor'];
const PEOPLE = ['dpo', 'auditor'];

const word = () => randomBytes(24).toString('base64url');

function keyPair(): Secrets['certificate'] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return { privateKey: privateKey.toString('base64url'), publicKey: publicKey.toString('base64url') };
}

export function openSecrets(dataDir: string): Secrets {
  const made: Secrets = {
    kafka: {
      clusterId: randomBytes(16).toString('base64url'),
      adminPassword: word(),
      brokerPassword: word(),
      apps: Object.fromEntries(KAFKA_APPS.map((app) => [app, word()])) as Record<KafkaApp, string>,
    },
    postgres: { superuserPassword: word(), gatewayPassword: word(), consolePassword: word() },
    pseudonymSecret: randomBytes(32).toString('base64url'),
    cursorSecret: randomBytes(32).toString('base64url'),
    sessionSecret: word(),
    certificate: keyPair(),
  };
  return keep(join(dataDir, SECRETS_FILE), made, (kept) => ({
    ...kept,
    cursorSecret: kept.cursorSecret ?? made.cursorSecret,
    sessionSecret: kept.sessionSecret ?? made.sessionSecret,
    certificate: kept.certificate ?? made.certificate,
    postgres: { ...made.postgres, ...kept.postgres },
  }));
}

/** Secrets and passwords stay; where issuer, brokers and desk are is written anew at each start. */
export function openCredentials(dataDir: string, { issuer, brokers, desk }: SandboxPlaces): SandboxCredentials {
  const member = (id: string): Client => ({
    clientId: id,
    clientSecret: word(),
    kafka: { username: id, password: word() },
  });
  const clients = Object.fromEntries([
    ...MEMBERS.map((id) => [id, member(id)] as const),
    ...OFFICES.map((id) => [id, { clientId: id, clientSecret: word() }] as const),
  ]);
  const deskSecret = word();
  const deskOf = (clientSecret: string): Record<string, Client> =>
    desk === null ? {} : { desk: { clientId: 'desk', clientSecret, redirectUris: [`${desk}/session/callback`] } };
  const people = Object.fromEntries(PEOPLE.map((username) => [username, { username, password: word() }]));
  const made: SandboxCredentials = {
    issuer,
    kafka: { brokers, mechanism: 'SCRAM-SHA-256' },
    clients: { ...clients, ...deskOf(deskSecret) },
    people,
  };
  return keep(join(dataDir, CREDENTIALS_FILE), made, (kept) => ({
    ...kept,
    issuer,
    kafka: made.kafka,
    clients: { ...clients, ...kept.clients, ...deskOf(kept.clients['desk']?.clientSecret ?? deskSecret) },
    people: { ...people, ...kept.people },
  }));
}

function keep<T>(file: string, made: T, renew: (kept: T) => T): T {
  let value = made;
  if (existsSync(file)) {
    try {
      value = renew(JSON.parse(readFileSync(file, 'utf8')) as T);
    } catch {
      throw new HouseError(
        `\`${file}\` is not readable JSON: restore it, or delete the whole data folder to start anew`,
      );
    }
  }
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return value;
}
