// A version decides only while it has a certificate for this document, catalogue and engine, by the key of this installation.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { catalogueHash, policyHash, policyIdOf, signCertificate } from '#evidence';
import { Register } from '#policy';
import {
  CATALOGUE,
  CERTIFICATE_AXES,
  parseInstant,
  type CertificateFindings,
  type ControlFact,
  type JsonObject,
} from '#wire';
import { createCertificateWatch } from './certificate-watch.js';
import { createCertifiedLaw, type CertifiedLaw } from './certified-law.js';
import { createPublishedPolicies } from './published-policies.js';

const TEXT = readFileSync(join(import.meta.dirname, '../../../policies/2017-05-30.yaml'), 'utf8');
const FIRST = parse(TEXT) as JsonObject;
/** A later version, and the same with one cell widened. */
const LATER = { ...FIRST, policy: '2026-01-01', effectiveOn: '2026-01-01' };
const WIDENED = {
  ...(parse(
    TEXT.replace(
      'purposes: [joint.valuation, joint.product-information]',
      'purposes: [joint.valuation, joint.product-information, joint.workshop-service]',
    ),
  ) as JsonObject),
  ...{ policy: '2026-01-01', effectiveOn: '2026-01-01' },
};
const IN_2025 = parseInstant('2025-06-01T00:00:00Z');
const IN_2026 = parseInstant('2026-06-01T00:00:00Z');
const ENGINE = 'e'.repeat(43);

function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return { privateKey: privateKey.toString('base64url'), publicKey: publicKey.toString('base64url') };
}
const HOUSE = keyPair();
const axes = CERTIFICATE_AXES.map((name) => ({ name, classes: ['any'] }));
const counts = {
  cases: 1,
  decisions: 1,
  releases: 0,
  leaves: 60,
  permits: 0,
  redacts: 0,
  withholds: 60,
  violations: 0,
};

function certificateOf(document: JsonObject, more: Partial<CertificateFindings> = {}, key = HOUSE.privateKey) {
  const hashes = { policyHash: policyHash(document), catalogueHash: catalogueHash(), engineHash: ENGINE };
  const findings = { form: 1, policy: policyIdOf(document), ...hashes, axes, counts, violations: [] } as const;
  return signCertificate({ ...findings, ...more }, key);
}

let law: CertifiedLaw;
let said: (fact: { type: ControlFact['type']; data: unknown }) => void;
let facts = 0;

beforeEach(() => {
  const register = new Register({ catalogue: CATALOGUE });
  const policies = createPublishedPolicies(register);
  law = createCertifiedLaw(register, {
    ...{ hashOf: policies.hashOf, catalogueHash: catalogueHash(), engineHash: ENGINE, key: HOUSE.publicKey },
  });
  said = ({ type, data }) => {
    facts += 1;
    const fact = { id: `f${facts}`, type, at: '2017-05-30T00:00:00Z', data } as ControlFact;
    policies.apply(fact);
    law.apply(fact);
  };
});

const publish = (document: JsonObject) =>
  said({
    type: 'policy-published',
    data: { policy: document.policy, effectiveOn: document.effectiveOn, hash: 'as it says', document },
  });
const certify = (certificate: unknown) => said({ type: 'policy-certified', data: { policy: 'p', certificate } });
const idAt = (at: number, occurredAt = at) => law.lawAt(at, occurredAt)?.judged.id ?? null;

describe('a version in force', () => {
  it('decides nothing without a certificate, and by it as soon as there is one, before or after it was published [R47]', () => {
    publish(FIRST);
    expect(idAt(IN_2025)).toBeNull();
    expect(law.uncertifiedAt(IN_2025)).toEqual({ policy: '2017-05-30', code: 'GW_CERTIFICATE_MISSING' });
    certify(certificateOf(FIRST));
    expect(idAt(IN_2025)).toBe('2017-05-30');
    expect(law.uncertifiedAt(IN_2025)).toBeNull();
    certify(certificateOf(LATER));
    publish(LATER);
    expect(idAt(IN_2026)).toBe('2026-01-01');
  });

  it('lets nothing be decided, nor by an older one, until the newest is certified too', () => {
    publish(FIRST);
    certify(certificateOf(FIRST));
    publish(LATER);
    expect(idAt(IN_2026)).toBeNull();
    expect(law.uncertifiedAt(IN_2026)).toEqual({ policy: '2026-01-01', code: 'GW_CERTIFICATE_MISSING' });
    expect(idAt(IN_2025)).toBe('2017-05-30');
  });

  it('is not enough where a record is judged by an earlier one besides', () => {
    publish(FIRST);
    publish(LATER);
    certify(certificateOf(LATER));
    expect(idAt(IN_2026)).toBe('2026-01-01');
    expect(idAt(IN_2026, IN_2025)).toBeNull();
    // What is held for it is told of, before a record comes that it holds.
    expect(law.uncertifiedAt(IN_2026)).toEqual({ policy: '2017-05-30', code: 'GW_CERTIFICATE_MISSING' });
    certify(certificateOf(FIRST));
    expect(law.uncertifiedAt(IN_2026)).toBeNull();
    expect(idAt(IN_2026, IN_2025)).toBe('2026-01-01');
  });

  it('widened by a cell after it was certified decides nothing', () => {
    certify(certificateOf(FIRST));
    certify(certificateOf(LATER));
    publish(FIRST);
    publish(WIDENED);
    expect(policyHash(WIDENED)).not.toBe(policyHash(LATER));
    expect(idAt(IN_2026)).toBeNull();
    certify({ ...certificateOf(LATER), policyHash: policyHash(WIDENED) });
    expect(law.uncertifiedAt(IN_2026)).toEqual({ policy: '2026-01-01', code: 'GW_CERTIFICATE_NOT_SIGNED' });
  });

  it.each([
    ['another engine', () => certificateOf(FIRST, { engineHash: 'f'.repeat(43) }), 'GW_CERTIFICATE_OTHER_ENGINE'],
    [
      'another catalogue',
      () => certificateOf(FIRST, { catalogueHash: 'f'.repeat(43) }),
      'GW_CERTIFICATE_OTHER_CATALOGUE',
    ],
    ['another key', () => certificateOf(FIRST, {}, keyPair().privateKey), 'GW_CERTIFICATE_OTHER_KEY'],
    [
      'a count changed',
      () => ({ ...certificateOf(FIRST), counts: { ...counts, permits: 1 } }),
      'GW_CERTIFICATE_NOT_SIGNED',
    ],
    ['violations', () => certificateOf(FIRST, { counts: { ...counts, violations: 1 } }), 'GW_CERTIFICATE_VIOLATED'],
  ])('is refused with a certificate of %s, and taken with a good one after it', (what, make, code) => {
    publish(FIRST);
    certify(make());
    expect(idAt(IN_2025)).toBeNull();
    expect(law.uncertifiedAt(IN_2025)).toEqual({ policy: '2017-05-30', code });
    certify(certificateOf(FIRST));
    expect(idAt(IN_2025)).toBe('2017-05-30');
    certify(make());
    expect(idAt(IN_2025)).toBe(what === 'violations' ? null : '2017-05-30');
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'certificate'],
    ['an object for a hash', { policyHash: { toString: 1, valueOf: 1 } }],
    ['the name of what every object has', { policyHash: 'constructor' }],
    ['only what it inherits', JSON.parse('{"__proto__": {"form": 1}}')],
  ])('is not certified by %s, and nothing breaks', (_what, certificate) => {
    publish(FIRST);
    certify(certificate);
    expect(idAt(IN_2025)).toBeNull();
    certify(certificateOf(FIRST));
    expect(idAt(IN_2025)).toBe('2017-05-30');
  });

  it('is none where there is none', () => {
    certify(certificateOf(FIRST));
    expect(law.lawAt(IN_2025, IN_2025)).toBeNull();
    expect(law.uncertifiedAt(IN_2025)).toBeNull();
  });
});

describe('the watch', () => {
  it('says each change once, and at its start what stands', () => {
    const lines: unknown[] = [];
    const notices: unknown[] = [];
    const logger = { info: (line: object) => lines.push(line), error: (line: object) => lines.push(line) };
    const watch = createCertificateWatch(law, { logger: logger as never, notify: (notice) => notices.push(notice) });
    watch.look(IN_2025);
    watch.look(IN_2025);
    publish(FIRST);
    watch.look(IN_2025);
    watch.look(IN_2025);
    certify(certificateOf(FIRST));
    watch.look(IN_2025);
    expect(lines).toEqual([
      { event: 'policy-not-certified', policy: '2017-05-30', code: 'GW_CERTIFICATE_MISSING' },
      { event: 'policy-certified' },
    ]);
    expect(notices).toEqual([
      { kind: 'certificate', level: 'state', state: 'holds' },
      { kind: 'certificate', level: 'alert', state: 'missing', code: 'GW_CERTIFICATE_MISSING' },
      { kind: 'certificate', level: 'state', state: 'holds' },
    ]);
  });
});
