// Signs what an enumeration found, and says what is wrong with a certificate.
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import {
  CERTIFICATE_AXES,
  CERTIFICATE_CONTEXT,
  isJsonObject,
  type Certificate,
  type CertificateFault,
  type CertificateFindings,
} from '#wire';
import { canonicalJson } from './canonical-json.js';

/** What a certificate must be of. */
export interface ExpectedCertificate {
  readonly policyHash: string;
  readonly catalogueHash: string;
  /** `''`: nothing was built, so that no certificate is of it. */
  readonly engineHash: string;
  /** Ed25519, SPKI DER, base64url. */
  readonly key: string;
}

const bytesOf = (unsigned: object) => Buffer.from(CERTIFICATE_CONTEXT + canonicalJson(unsigned));

/** The private key of PKCS #8 DER in base64url. Throws for what is no Ed25519 key. */
function privateKeyOf(text: string): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('GW_NOT_A_KEY: not an Ed25519 key');
  return key;
}

const publicTextOf = (key: KeyObject) =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url');

/** The public half (SPKI DER, base64url) of a private key (PKCS #8 DER, base64url). Throws for what is no Ed25519 key. */
export function publicKeyOf(privateKey: string): string {
  return publicTextOf(privateKeyOf(privateKey));
}

/**
 * Findings signed with a private key (Ed25519, PKCS #8 DER, base64url): the same findings and key give the same certificate.
 * Throws for what is no such key.
 */
export function signCertificate(findings: CertificateFindings, privateKey: string): Certificate {
  const key = privateKeyOf(privateKey);
  const unsigned = { ...findings, key: publicTextOf(key) };
  return { ...unsigned, signature: sign(null, bytesOf(unsigned), key).toString('base64url') };
}

/** What is wrong with a certificate, the first of it; `null`: it holds. Never throws. */
export function faultOfCertificate(certificate: unknown, expected: ExpectedCertificate): CertificateFault | null {
  if (certificate === null || certificate === undefined) return 'GW_CERTIFICATE_MISSING';
  if (!isReadable(certificate)) return 'GW_CERTIFICATE_UNREADABLE';
  if (certificate.policyHash !== expected.policyHash) return 'GW_CERTIFICATE_OTHER_POLICY';
  if (certificate.catalogueHash !== expected.catalogueHash) return 'GW_CERTIFICATE_OTHER_CATALOGUE';
  if (expected.engineHash === '' || certificate.engineHash !== expected.engineHash)
    return 'GW_CERTIFICATE_OTHER_ENGINE';
  if (certificate.key !== expected.key) return 'GW_CERTIFICATE_OTHER_KEY';
  if (!isSigned(certificate)) return 'GW_CERTIFICATE_NOT_SIGNED';
  if (!isWhole(certificate)) return 'GW_CERTIFICATE_NOT_WHOLE';
  const { counts, violations } = certificate;
  return counts.violations === 0 && violations.length === 0 ? null : 'GW_CERTIFICATE_VIOLATED';
}

/** True where every axis is there and what was counted is all of them multiplied. */
function isWhole({ axes, counts }: Certificate): boolean {
  const sizes = new Map(axes.map(({ name, classes }) => [name, new Set(classes).size]));
  const cases = CERTIFICATE_AXES.reduce((product, name) => product * (sizes.get(name) ?? 0), 1);
  const isCounted = counts.cases === cases && counts.decisions * (sizes.get('item') ?? 0) === cases;
  return cases > 0 && isCounted && counts.permits + counts.redacts + counts.withholds === counts.leaves;
}

const TEXTS = ['policy', 'policyHash', 'catalogueHash', 'engineHash', 'key', 'signature'] as const;

function isReadable(value: unknown): value is Certificate {
  if (!isJsonObject(value) || value.form !== 1) return false;
  if (!TEXTS.every((name) => typeof value[name] === 'string')) return false;
  const isAxis = (axis: unknown) => isJsonObject(axis) && Array.isArray(axis.classes);
  const hasAxes = Array.isArray(value.axes) && value.axes.every(isAxis);
  return hasAxes && isJsonObject(value.counts) && Array.isArray(value.violations);
}

function isSigned({ signature, ...unsigned }: Certificate): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(unsigned.key, 'base64url'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, bytesOf(unsigned), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
