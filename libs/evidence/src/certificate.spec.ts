// A certificate holds for one document, catalogue, engine and key; whatever is done to it shows.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  CERTIFICATE_AXES,
  CERTIFICATE_CONTEXT,
  type Certificate,
  type CertificateFault,
  type CertificateFindings,
} from '#wire';
import { canonicalJson, catalogueHash, faultOfCertificate, policyHash, publicKeyOf, signCertificate } from './index.js';

function keyPair(type: 'ed25519' | 'ed448' = 'ed25519') {
  const { privateKey, publicKey } = generateKeyPairSync(type as 'ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url'),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
  };
}

const DOCUMENT = { policy: '2017-05-30', cells: [{ recipient: 'finance' }] };
const HOUSE = keyPair();
const counts = {
  cases: 30,
  decisions: 2,
  releases: 1,
  leaves: 120,
  permits: 20,
  redacts: 1,
  withholds: 99,
  violations: 0,
};
const CLASSES: Record<string, readonly string[]> = {
  item: Array.from({ length: 15 }, (_, index) => `item-${index}`),
  recipient: ['finance', 'unknown'],
};
const FINDINGS: CertificateFindings = {
  form: 1,
  policy: '2017-05-30',
  policyHash: policyHash(DOCUMENT),
  catalogueHash: catalogueHash(),
  engineHash: 'e'.repeat(43),
  axes: CERTIFICATE_AXES.map((name) => ({ name, classes: CLASSES[name] ?? ['any'] })),
  counts,
  violations: [],
};
const EXPECTED = {
  policyHash: policyHash(DOCUMENT),
  catalogueHash: catalogueHash(),
  engineHash: 'e'.repeat(43),
  key: HOUSE.publicKey,
};
const signed = (more: Partial<CertificateFindings> = {}, key = HOUSE.privateKey) =>
  signCertificate({ ...FINDINGS, ...more }, key);
const GOOD = signed();

describe('a certificate', () => {
  it('holds for what it is of, and is the same whenever it is signed', () => {
    expect(faultOfCertificate(GOOD, EXPECTED)).toBeNull();
    expect(signed()).toEqual(GOOD);
    expect(GOOD.key).toBe(publicKeyOf(HOUSE.privateKey));
    expect(faultOfCertificate(JSON.parse(JSON.stringify(GOOD)), EXPECTED)).toBeNull();
  });

  it('does not depend on the order of keys', () => {
    expect(faultOfCertificate(Object.fromEntries(Object.entries(GOOD).reverse()), EXPECTED)).toBeNull();
  });

  it.each<[string, unknown, CertificateFault]>([
    ['none', undefined, 'GW_CERTIFICATE_MISSING'],
    ['null', null, 'GW_CERTIFICATE_MISSING'],
    ['a text', 'certificate', 'GW_CERTIFICATE_UNREADABLE'],
    ['another form', { ...GOOD, form: 2 }, 'GW_CERTIFICATE_UNREADABLE'],
    ['no counts', { ...GOOD, counts: null }, 'GW_CERTIFICATE_UNREADABLE'],
    ['another engine', signed({ engineHash: 'f'.repeat(43) }), 'GW_CERTIFICATE_OTHER_ENGINE'],
    ['another catalogue', signed({ catalogueHash: 'f'.repeat(43) }), 'GW_CERTIFICATE_OTHER_CATALOGUE'],
    ['another key', signed({}, keyPair().privateKey), 'GW_CERTIFICATE_OTHER_KEY'],
    [
      'a key put in place of the signer',
      { ...signed({}, keyPair().privateKey), key: HOUSE.publicKey },
      'GW_CERTIFICATE_NOT_SIGNED',
    ],
    ['a count changed', { ...GOOD, counts: { ...counts, permits: 21 } }, 'GW_CERTIFICATE_NOT_SIGNED'],
    ['an axis taken away', { ...GOOD, axes: [] }, 'GW_CERTIFICATE_NOT_SIGNED'],
    ['something added', { ...GOOD, note: 'x' }, 'GW_CERTIFICATE_NOT_SIGNED'],
    ['no signature', { ...GOOD, signature: '' }, 'GW_CERTIFICATE_NOT_SIGNED'],
    ['a violation', signed({ counts: { ...counts, violations: 1 } }), 'GW_CERTIFICATE_VIOLATED'],
    [
      'a violation listed',
      signed({ violations: [{ item: 'vin', found: 'decision', met: {} }] }),
      'GW_CERTIFICATE_VIOLATED',
    ],
    ['nothing enumerated', signed({ counts: { ...counts, decisions: 0 } }), 'GW_CERTIFICATE_NOT_WHOLE'],
    ['fewer cases than its axes make', signed({ counts: { ...counts, cases: 15 } }), 'GW_CERTIFICATE_NOT_WHOLE'],
    ['no axes', signed({ axes: [] }), 'GW_CERTIFICATE_NOT_WHOLE'],
    ['an axis less', signed({ axes: FINDINGS.axes.slice(1) }), 'GW_CERTIFICATE_NOT_WHOLE'],
    [
      'one class said twice',
      signed({
        axes: FINDINGS.axes.map((axis) => (axis.name === 'recipient' ? { ...axis, classes: ['any', 'any'] } : axis)),
      }),
      'GW_CERTIFICATE_NOT_WHOLE',
    ],
    ['leaves nobody decided', signed({ counts: { ...counts, leaves: 121 } }), 'GW_CERTIFICATE_NOT_WHOLE'],
    ['an axis that is none', signed({ axes: [null] as never }), 'GW_CERTIFICATE_UNREADABLE'],
    [
      'violations hidden after signing',
      { ...signed({ counts: { ...counts, violations: 1 } }), counts },
      'GW_CERTIFICATE_NOT_SIGNED',
    ],
  ])('is refused: %s', (_what, certificate, fault) => {
    expect(faultOfCertificate(certificate, EXPECTED)).toBe(fault);
  });

  it('is refused for a document changed since, by one cell', () => {
    const widened = { ...DOCUMENT, cells: [...DOCUMENT.cells, { recipient: 'insurer' }] };
    const expected = { ...EXPECTED, policyHash: policyHash(widened) };
    expect(faultOfCertificate(GOOD, expected)).toBe('GW_CERTIFICATE_OTHER_POLICY');
    const renamed: Certificate = { ...GOOD, policyHash: policyHash(widened) };
    expect(faultOfCertificate(renamed, expected)).toBe('GW_CERTIFICATE_NOT_SIGNED');
  });

  it('is of no engine that was not built', () => {
    expect(faultOfCertificate(signed({ engineHash: '' }), { ...EXPECTED, engineHash: '' })).toBe(
      'GW_CERTIFICATE_OTHER_ENGINE',
    );
  });

  it('is signed with Ed25519 alone, over its context', () => {
    expect(() => signCertificate(FINDINGS, keyPair('ed448').privateKey)).toThrow('GW_NOT_A_KEY');
    expect(() => publicKeyOf('AAAA')).toThrow();
    const other = keyPair('ed448').publicKey;
    expect(faultOfCertificate({ ...GOOD, key: other }, { ...EXPECTED, key: other })).toBe('GW_CERTIFICATE_NOT_SIGNED');
    expect(CERTIFICATE_CONTEXT).toMatch(/^joint-use-gateway certificate 1\n$/);
    expect(canonicalJson(GOOD)).not.toContain(CERTIFICATE_CONTEXT);
  });
});
