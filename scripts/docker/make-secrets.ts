// Makes what every container is given as files: passwords, keys, certificates. Runs before anything else, at every start;
// what there is stays. Environment: SECRETS_DIR, OIDC_ISSUER, KAFKA_OUTSIDE (host:port for members), DESK_URL, SANDBOX.
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCredentials, openSecrets } from '../house/secrets.ts';
import { issueCertificate, openAuthority } from './certificates.ts';

const { SECRETS_DIR = '/secrets', OIDC_ISSUER = '', KAFKA_OUTSIDE = '', DESK_URL = '', SANDBOX = '1' } = process.env;
const DATABASE = 'postgres:5432/gateway';

/** Nobody but this container sees this folder: all secrets, and the key that signs certificates. */
const kept = join(SECRETS_DIR, 'kept');
mkdirSync(kept, { recursive: true, mode: 0o700 });
const secrets = openSecrets(kept);
const credentials = openCredentials(kept, { issuer: OIDC_ISSUER, brokers: [KAFKA_OUTSIDE], desk: DESK_URL });
const authority = openAuthority(kept);

/** A folder of its own for each reader, mounted there alone; readers have other user ids, so its files can be read by all. */
function hand(reader: string, files: Readonly<Record<string, string>>): void {
  const dir = join(SECRETS_DIR, reader);
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o755);
  for (const [name, text] of Object.entries(files)) {
    const draft = join(dir, `.${name}`);
    writeFileSync(draft, text, { mode: 0o444 });
    renameSync(draft, join(dir, name));
  }
}

const { kafka, postgres, pseudonymSecret, cursorSecret, sessionSecret, certificate } = secrets;
const database = { 'database-url': `postgres://gateway:${postgres.gatewayPassword}@${DATABASE}` };
const consoleDatabase = { 'database-url': `postgres://gateway_console:${postgres.consolePassword}@${DATABASE}` };
const pseudonym = { 'pseudonym-secret': pseudonymSecret };
const admin = { 'kafka-admin-password': kafka.adminPassword };
const sandbox: Record<string, string> =
  SANDBOX === '1' ? { 'sandbox-credentials.json': `${JSON.stringify(credentials, null, 2)}\n` } : {};
/** Empty with an issuer of one's own, whose client's secret is then mounted in its place: nobody signs in without. */
const desk = {
  'session-secret': sessionSecret,
  'desk-client-secret': SANDBOX === '1' ? (credentials.clients['desk']?.clientSecret ?? '') : '',
};
const served = (reader: string) => issueCertificate(authority, kept, reader);
const app = (name: keyof typeof kafka.apps) => ({ ...served(name), 'kafka-password': kafka.apps[name] });

hand('kafka', {
  ...served('kafka'),
  'cluster-id': kafka.clusterId,
  'broker-password': kafka.brokerPassword,
  'admin-password': kafka.adminPassword,
});
hand('postgres', {
  'superuser-password': postgres.superuserPassword,
  'gateway-password': postgres.gatewayPassword,
  'console-password': postgres.consolePassword,
});
hand('provision', {
  ...{ 'ca.pem': authority.certificate, ...admin, ...database },
  'kafka-app-passwords': JSON.stringify(kafka.apps),
});
hand('console', {
  ...{ ...app('console'), ...consoleDatabase, ...pseudonym, ...admin, ...desk, ...sandbox },
  'certificate-key': certificate.privateKey,
});
hand('intake', { ...app('intake'), ...database, ...pseudonym });
hand('gatekeeper', { ...app('gatekeeper'), ...pseudonym, 'certificate-public-key': certificate.publicKey });
hand('delivery', { ...app('delivery'), 'cursor-secret': cursorSecret });
hand('ledger', { ...app('ledger'), ...database });
hand('issuer', { ...served('issuer'), ...sandbox });
hand('clients', { 'ca.pem': authority.certificate, ...sandbox });
