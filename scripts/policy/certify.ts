// `npm run policy -- certify policies/<id>.yaml`: every case through the engine, counted; signed where an installation is at hand.
// With `--verify <file>`: is that certificate one of this version, catalogue and engine?
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { compile } from '../house/build.ts';
import { HouseError } from '../house/house-error.ts';
import { ROOT } from '../house/paths.ts';
import { SECRETS_FILE, type Secrets } from '../house/secrets.ts';

type Certificate = import('#wire').Certificate;
type Findings = import('#wire').CertificateFindings;
type Document = import('#wire').JsonObject;

const USAGE = `usage: npm run policy -- certify policies/<id>.yaml [--out <file>]
       npm run policy -- certify policies/<id>.yaml --verify <file> [--key <public key>]

  --out      where the certificate is written; without it, it is printed after the counts
  --verify   is this certificate one of this document, of the catalogue and engine at hand, signed with that key?
  --key      the public key it must be signed with (Ed25519, SPKI DER, base64url), as the installation's operator gives it

DATA_DIR names the installation whose key signs, or must have signed (default .data).
Ends with 0; 1 when something could leave, or the certificate does not hold; 2 when asked in another way.`;

/** The keys of the installation; `null` where there is none. Throws a {@link HouseError}. */
function keysOfInstallation(): Secrets['certificate'] | null {
  const file = join(resolve(ROOT, process.env['DATA_DIR'] || '.data'), SECRETS_FILE);
  if (!existsSync(file)) return null;
  let secrets: Partial<Secrets>;
  try {
    secrets = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch {
    // What the parser says quotes what it read.
    throw new HouseError(`\`${file}\` cannot be read as JSON: restore it, or name another installation by DATA_DIR`);
  }
  return secrets.certificate ?? null;
}

function print(findings: Findings, seconds: number): void {
  const { counts, axes, violations } = findings;
  const number = (value: number) => value.toLocaleString('en').padStart(14);
  console.log(`policy     ${findings.policyHash}  (${findings.policy})`);
  console.log(`catalogue  ${findings.catalogueHash}`);
  console.log(`engine     ${findings.engineHash}`);
  console.log(axes.map(({ name, classes }) => `${name} ${classes.length}`).join(' × '));
  for (const [name, count] of Object.entries<number>({ ...counts })) console.log(`${number(count)} ${name}`);
  for (const { item, found, met } of violations) {
    const classes = Object.entries(met).map(([axis, id]) => `${axis} ${id}`);
    console.log(`violation: ${item} in the ${found}: ${classes.join(', ')}`);
  }
  console.log(`enumerated in ${seconds.toFixed(1)} s`);
}

/** Why the file is no certificate of this document; `null`: it is one. */
async function verify(document: Document, file: string, key: string | undefined): Promise<string | null> {
  const { catalogueHash, ENGINE_HASH, faultOfCertificate, policyHash } = await import('#evidence');
  const { CERTIFICATE_FAULTS } = await import('#wire');
  let certificate: unknown;
  try {
    certificate = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return 'GW_CERTIFICATE_UNREADABLE: it cannot be read as JSON';
  }
  const signer = key ?? keysOfInstallation()?.publicKey;
  if (signer === undefined)
    return 'no installation with a key is at hand (DATA_DIR): say whose it must be with `--key`';
  const hashes = { policyHash: policyHash(document), catalogueHash: catalogueHash(), engineHash: ENGINE_HASH };
  const fault = faultOfCertificate(certificate, { ...hashes, key: signer });
  return fault === null ? null : `${fault}: ${CERTIFICATE_FAULTS[fault]}`;
}

async function enumerate(document: Document, out: string | undefined): Promise<number> {
  const [{ certify: certifyDocument }, { ENGINE_HASH, signCertificate }] = await Promise.all([
    import('#certificate'),
    import('#evidence'),
  ]);
  // Before the work, not after it.
  const keys = keysOfInstallation();
  const beganAt = performance.now();
  const findings = await certifyDocument(document, {
    engineHash: ENGINE_HASH,
    onProgress: (done, of) => process.stderr.write(`${done} of ${of}\n`),
  });
  print(findings, (performance.now() - beganAt) / 1_000);
  const isClean = findings.counts.violations === 0;
  if (keys === null) console.log('not signed: no installation with a key is at hand, see DATA_DIR');
  // What could let something out is signed by nobody.
  const made: Certificate | Findings = keys !== null && isClean ? signCertificate(findings, keys.privateKey) : findings;
  const json = `${JSON.stringify(made, null, 2)}\n`;
  if (out === undefined) process.stdout.write(json);
  else if (!isWritten(out, json)) return 1;
  return isClean ? 0 : 1;
}

function isWritten(file: string, text: string): boolean {
  try {
    writeFileSync(file, text);
    return true;
  } catch {
    console.error(`${file}: cannot be written, so the certificate is printed here`);
    process.stdout.write(text);
    return false;
  }
}

/** Runs the command; the number is the exit status. */
export async function certify(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof HouseError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function run(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const options = { out: { type: 'string' }, verify: { type: 'string' }, key: { type: 'string' } } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    parsed = null;
  }
  const [file, ...more] = parsed?.positionals ?? [];
  if (parsed === null || file === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  await compile();
  let document: Document;
  try {
    document = parse(readFileSync(file, 'utf8')) as Document;
    (await import('#certificate')).readVersion(document);
  } catch {
    console.error(`${file}: cannot be certified, see \`npm run policy -- check ${file}\``);
    return 1;
  }
  const { out, verify: certificate, key } = parsed.values;
  if (certificate === undefined) return enumerate(document, out);
  const fault = await verify(document, certificate, key);
  if (fault === null) console.log(`${certificate}: holds for ${file}`);
  else console.error(`${certificate}: ${fault}`);
  return fault === null ? 0 : 1;
}
