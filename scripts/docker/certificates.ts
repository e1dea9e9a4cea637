// An authority of the installation's own and a certificate for each app and Kafka: made once by openssl, renewed before they end.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const AUTHORITY_DAYS = 3650;
const DAYS = 397;
/** Renewed when less is left. */
const LEAST_LEFT_MS = 90 * 86_400_000;

export interface Authority {
  /** PEM: what clients trust. */
  readonly certificate: string;
  readonly files: { readonly certificate: string; readonly key: string };
}

export interface Certificate {
  readonly 'ca.pem': string;
  readonly 'cert.pem': string;
  readonly 'key.pem': string;
}

/** The authority kept in `dir`; made where there is none. */
export function openAuthority(dir: string): Authority {
  const files = { certificate: join(dir, 'ca.pem'), key: join(dir, 'ca-key.pem') };
  if (!existsSync(files.certificate)) {
    const extensions = ['basicConstraints = critical,CA:TRUE,pathlen:0', 'keyUsage = critical,keyCertSign,cRLSign'];
    make(dir, 'Joint-use gateway, own authority', extensions, AUTHORITY_DAYS, files, []);
  }
  return { certificate: readFileSync(files.certificate, 'utf8'), files };
}

/** The certificate of `name`, kept in `dir`, for its names among the containers and on this machine. */
export function issueCertificate(authority: Authority, dir: string, name: string): Certificate {
  const files = { certificate: join(dir, `${name}.pem`), key: join(dir, `${name}-key.pem`) };
  if (!isFresh(files.certificate)) {
    const extensions = [
      'basicConstraints = critical,CA:FALSE',
      'keyUsage = critical,digitalSignature',
      'extendedKeyUsage = serverAuth',
      `subjectAltName = DNS:${name},DNS:${name}.localhost,DNS:localhost,IP:127.0.0.1,IP:::1`,
    ];
    make(dir, name, extensions, DAYS, files, ['-CA', authority.files.certificate, '-CAkey', authority.files.key]);
  }
  return {
    'ca.pem': authority.certificate,
    'cert.pem': readFileSync(files.certificate, 'utf8'),
    'key.pem': readFileSync(files.key, 'utf8'),
  };
}

function isFresh(file: string): boolean {
  if (!existsSync(file)) return false;
  return Date.parse(new X509Certificate(readFileSync(file)).validTo) - Date.now() > LEAST_LEFT_MS;
}

function make(
  dir: string,
  commonName: string,
  extensions: readonly string[],
  days: number,
  files: Authority['files'],
  signer: readonly string[],
): void {
  const settings = join(dir, 'openssl.cnf');
  const sections = ['[req]', 'prompt = no', 'distinguished_name = name', '[name]', `CN = ${commonName}`, '[made]'];
  writeFileSync(settings, [...sections, ...extensions, ''].join('\n'));
  // The certificate appears last and whole: without it all is made anew.
  const draft = `${files.certificate}.draft`;
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-config', settings, '-extensions', 'made', '-days', String(days)],
      ...[
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        files.key,
        '-out',
        draft,
        ...signer,
      ],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  renameSync(draft, files.certificate);
}
