// Certificates are there before a version is, are made once, and never of a version that could let something out.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogueHash, policyHash, policyIdOf, publicKeyOf } from '#evidence';
import type { Outbox } from '#postgres';
import { createLogger } from '#process';
import { CERTIFICATE_AXES, type CertificateFindings, GatewayError, type JsonObject } from '#wire';
import type { FactDesk, Stating } from '../facts/fact-desk.js';
import { createCertificates } from './certificates.js';
import { createCertifier } from './certifier.js';

const ENGINE = 'e'.repeat(43);
const key = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
}).privateKey.toString('base64url');
const logger = createLogger('console', { destination: { write: () => undefined } });
const KEPT: JsonObject = { policy: '2017-05-30', effectiveOn: '2017-05-30' };
const documentOf = (policy: string): JsonObject => ({ policy, effectiveOn: policy });

const axes = CERTIFICATE_AXES.map((name) => ({ name, classes: name === 'date' ? ['first', 'later'] : ['any'] }));

function findingsOf(document: JsonObject, violations = 0, engineHash = ENGINE): CertificateFindings {
  const counts = { cases: 2, decisions: 2, releases: 0, leaves: 2, permits: 0, redacts: 0, withholds: 2, violations };
  const hashes = { policyHash: policyHash(document), catalogueHash: catalogueHash(), engineHash };
  const met = { recipient: 'insurer', purpose: 'company.credit' };
  const listed = violations === 0 ? [] : [{ item: 'vin', found: 'decision' as const, met }];
  return { form: 1, policy: policyIdOf(document), ...hashes, axes, counts, violations: listed };
}

/** A console with an outbox in memory: what is stated is on `control` at once. */
function room(options: { violations?: number; broken?: string; kept?: CertificateFindings; patienceMs?: number } = {}) {
  let refusal: Error | null = null;
  const directory = mkdtempSync(join(tmpdir(), 'certificates-'));
  if (options.kept) writeFileSync(join(directory, `${policyHash(KEPT)}.json`), JSON.stringify(options.kept));
  const stated: { type: string; data: Record<string, unknown> }[] = [];
  const enumerated: string[] = [];
  let hold: Promise<void> = Promise.resolve();
  let { broken } = options;
  const clock = { now: 0 };
  const certifier = createCertifier({
    ...{ engineHash: ENGINE, privateKey: key, directory, logger },
    async enumerate(document) {
      enumerated.push(policyIdOf(document));
      if (policyIdOf(document) === broken) throw new Error('the policy does not compile');
      await hold;
      return findingsOf(document, options.violations);
    },
  });
  const rowsOf = (types: readonly string[]) => stated.filter(({ type }) => types.includes(type));
  const outbox = {
    published: (types: readonly string[]) => Promise.resolve(rowsOf(types)),
    find: (id: string) =>
      Promise.resolve(rowsOf(['policy-published']).find(({ data }) => id.endsWith(String(data['policy']))) ?? null),
  } as unknown as Outbox;
  const desk = {
    state: ({ type, body }: Stating) =>
      refusal !== null
        ? Promise.reject(refusal)
        : Promise.resolve(stated.push({ type, data: body as Record<string, unknown> })),
  } as unknown as FactDesk;
  const versions = () => rowsOf(['policy-published']).length;
  const { patienceMs = 1_000 } = options;
  return {
    certificates: createCertificates({ certifier, outbox, desk, versions, patienceMs, now: () => clock.now }),
    ...{ certifier, stated, enumerated, clock },
    mend: () => void (broken = undefined),
    refuse: (error: Error | null) => void (refusal = error),
    publish: (document: JsonObject) =>
      stated.push({ type: 'policy-published', data: { policy: document.policy, document } }),
    holdUntil: (until: Promise<void>) => void (hold = until),
  };
}

/** Long enough for whatever goes on by itself to end. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('a version that is to be published', () => {
  it('is enumerated once, and its certificate stated', async () => {
    const { certificates, stated, enumerated } = room();
    const document = documentOf('2026-01-01');
    expect(await certificates.of(document)).toBeNull();
    await certificates.require(document);
    await certificates.require(document);
    expect(enumerated).toEqual(['2026-01-01']);
    expect(stated).toHaveLength(1);
    expect(await certificates.of(document)).toMatchObject({ policy: '2026-01-01', key: publicKeyOf(key) });
  });

  it('that two ask for at once is enumerated once', async () => {
    const { certificates, enumerated } = room();
    await Promise.all([certificates.require(documentOf('2026-01-01')), certificates.require(documentOf('2026-01-01'))]);
    expect(enumerated).toEqual(['2026-01-01']);
  });

  it('is refused with what could leave, and nothing is stated', async () => {
    const { certificates, stated } = room({ violations: 3 });
    const refusal = certificates.require(documentOf('2026-01-01'));
    await expect(refusal).rejects.toMatchObject({
      code: 'GW_POLICY_VIOLATED',
      detail: 'in 3 of 2 cases',
      errors: [
        {
          pointer: '/document/cells',
          detail: 'lets `vin` out: recipient `insurer`, purpose `company.credit`',
        },
      ],
    });
    expect(stated).toEqual([]);
  });

  it('whose certificate could not be stated is not said to be kept', async () => {
    const { certificates, refuse, stated } = room();
    refuse(new GatewayError('GW_UNAVAILABLE', 'the statement is kept'));
    await expect(certificates.require(documentOf('2026-01-01'))).rejects.toMatchObject({
      code: 'GW_UNAVAILABLE',
      detail: 'the version is certified and not published yet: publish it again in a while',
    });
    // Only waiting mends that; what else went wrong is told as what it is.
    refuse(new GatewayError('GW_CONFLICT'));
    await expect(certificates.require(documentOf('2026-01-01'))).rejects.toMatchObject({ code: 'GW_CONFLICT' });
    refuse(null);
    await certificates.require(documentOf('2026-01-01'));
    expect(stated).toHaveLength(1);
  });

  it('that takes too long is asked for again, and then is there', async () => {
    const { certificates, holdUntil, enumerated } = room({ patienceMs: 20 });
    let release = () => undefined as void;
    holdUntil(new Promise((resolve) => (release = resolve)));
    await expect(certificates.require(documentOf('2026-01-01'))).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
    release();
    await settled();
    await certificates.require(documentOf('2026-01-01'));
    expect(enumerated).toEqual(['2026-01-01']);
  });
});

describe('versions on `control`', () => {
  it('without a certificate for this engine are certified, once each', async () => {
    const { certificates, publish, enumerated, stated } = room();
    publish(documentOf('2017-05-30'));
    publish(documentOf('2026-01-01'));
    await certificates.keep();
    await certificates.keep();
    expect(enumerated).toEqual(['2017-05-30', '2026-01-01']);
    publish(documentOf('2027-01-01'));
    await certificates.keep();
    expect(enumerated).toEqual(['2017-05-30', '2026-01-01', '2027-01-01']);
    expect(stated.filter(({ type }) => type === 'policy-certified')).toHaveLength(3);
  });

  it('are certified though one before them cannot be', async () => {
    const { certificates, publish } = room({ broken: '2017-05-30' });
    publish(documentOf('2017-05-30'));
    publish(documentOf('2026-01-01'));
    await certificates.keep();
    expect(await certificates.of(documentOf('2017-05-30'))).toBeNull();
    expect(await certificates.of(documentOf('2026-01-01'))).not.toBeNull();
  });

  it('of which nothing was found are tried again, after a pause that grows, and no more once they are certified', async () => {
    const { certificates, publish, enumerated, clock, mend } = room({ broken: '2017-05-30' });
    publish(documentOf('2017-05-30'));
    const timesIn = async (seconds: number) => {
      const before = enumerated.length;
      for (let n = 0; n < seconds; n += 1) {
        clock.now += 1_000;
        await certificates.keep();
      }
      return enumerated.length - before;
    };
    expect(await timesIn(60)).toBe(4);
    expect(await timesIn(3_600)).toBeLessThan(12);
    mend();
    await timesIn(600);
    expect(await certificates.of(documentOf('2017-05-30'))).not.toBeNull();
    expect(await timesIn(3_600)).toBe(0);
  });

  it('are looked at as soon as there is one more, though one of them is waited with', async () => {
    const { certificates, publish } = room({ broken: '2017-05-30' });
    publish(documentOf('2017-05-30'));
    await certificates.keep();
    publish(documentOf('2026-01-01'));
    await certificates.keep();
    expect(await certificates.of(documentOf('2026-01-01'))).not.toBeNull();
  });

  it('that could let something out stay without', async () => {
    const { certificates, publish, stated, enumerated } = room({ violations: 1 });
    publish(documentOf('2017-05-30'));
    await certificates.keep();
    await certificates.keep();
    expect(enumerated).toHaveLength(1);
    expect(stated).toHaveLength(1);
    expect(await certificates.of(documentOf('2017-05-30'))).toBeNull();
  });
});

describe('what the build enumerated', () => {
  it('is signed and stated at once', async () => {
    const { certificates, enumerated } = room({ kept: findingsOf(KEPT) });
    const { statings, violated } = await certificates.ready([KEPT, documentOf('2026-01-01')]);
    const [stating, ...more] = statings;
    expect([more, violated]).toEqual([[], []]);
    expect(stating).toMatchObject({
      type: 'policy-certified',
      body: { certificate: { policyHash: policyHash(KEPT) } },
    });
    await certificates.require(KEPT);
    expect(enumerated).toEqual([]);
  });

  it('is stated of versions published before there were certificates', async () => {
    const { certificates, publish } = room({ kept: findingsOf(KEPT) });
    publish(KEPT);
    expect((await certificates.ready([])).statings).toHaveLength(1);
    expect((await certificates.ready([KEPT])).statings).toHaveLength(1);
  });

  it.each([
    ['of another engine', findingsOf(KEPT, 0, 'f'.repeat(43))],
    ['of a version that could let something out', findingsOf(KEPT, 1)],
    ['under the name of another document', findingsOf(documentOf('2026-01-01'))],
    ['with an axis less', { ...findingsOf(KEPT), axes: axes.slice(1) }],
  ])('is not stated where it is %s', async (_what, findings) => {
    const { certificates, publish, stated, enumerated } = room({ kept: findings });
    const isEnumerated = findings.counts.violations === 0;
    expect(await certificates.ready([KEPT])).toEqual({ statings: [], violated: isEnumerated ? [] : [KEPT] });
    publish(KEPT);
    await certificates.keep();
    expect([enumerated.length, stated.length]).toEqual(isEnumerated ? [1, 2] : [0, 1]);
  });
});
