// Certificates of versions: from what the build enumerated, else enumerated now, beside everything else the console does; signed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certify } from '#certificate';
import { catalogueHash, faultOfCertificate, policyHash, policyIdOf, publicKeyOf, signCertificate } from '#evidence';
import type { Logger } from '#process';
import type { Certificate, CertificateFault, CertificateFindings, JsonObject } from '#wire';

/** What was found of a version, and the certificate made of it; `null`: it could let something out that must not leave. */
export interface Certified {
  readonly findings: CertificateFindings;
  readonly certificate: Certificate | null;
}

export interface Certifier {
  /** What the build enumerated of this document with this engine; `null`: nothing. Never throws. */
  kept(document: JsonObject): Promise<Certified | null>;
  /** The same, or else an enumeration, which takes some twenty seconds; one at a time, and one of equal documents. */
  make(document: JsonObject): Promise<Certified>;
  /** What is wrong with a certificate as one of the document with this hash; `null`: it holds here. Never throws. */
  faultOf(certificate: unknown, hash: string): CertificateFault | null;
  /** Ends what is being enumerated; who waits for it is refused. */
  close(): void;
}

export interface CertifierOptions {
  readonly engineHash: string;
  /** Ed25519, PKCS #8 DER, base64url. */
  readonly privateKey: string;
  /** Where the build keeps what it enumerated; need not be there. */
  readonly directory: string;
  readonly logger: Logger;
  /** Enumerates; in tests a quicker one. */
  readonly enumerate?: typeof certify;
}

/** Documents whose findings are kept at hand. */
const MOST_KEPT = 16;

/** Throws for what is no Ed25519 key. */
export function createCertifier({ engineHash, privateKey, directory, logger, ...more }: CertifierOptions): Certifier {
  const { enumerate = certify } = more;
  const key = publicKeyOf(privateKey);
  const catalogue = catalogueHash();
  const ended = new AbortController();
  /** What is being found, and what was found last, by the document's hash. */
  const making = new Map<string, Promise<Certified>>();
  let turn: Promise<unknown> = Promise.resolve();

  const faultOf: Certifier['faultOf'] = (certificate, hash) =>
    faultOfCertificate(certificate, { policyHash: hash, catalogueHash: catalogue, engineHash, key });

  function signed(findings: CertificateFindings, hash: string): Certified {
    const certificate = signCertificate(findings, privateKey);
    return { findings, certificate: faultOf(certificate, hash) === null ? certificate : null };
  }

  const kept: Certifier['kept'] = async (document) => {
    try {
      const hash = policyHash(document);
      const text = await readFile(join(directory, `${hash}.json`), 'utf8');
      const findings = JSON.parse(text) as CertificateFindings;
      const fault = faultOf(signCertificate(findings, privateKey), hash);
      // Anything but what an enumeration of this very document finds is as good as nothing: it is enumerated again.
      return fault === null || fault === 'GW_CERTIFICATE_VIOLATED' ? signed(findings, hash) : null;
    } catch {
      return null;
    }
  };

  async function enumerateNow(document: JsonObject): Promise<Certified> {
    const beganAt = performance.now();
    const policy = policyIdOf(document);
    logger.info({ event: 'certifying', policy });
    const findings = await enumerate(document, { engineHash, signal: ended.signal }).catch((err: unknown) => {
      if (!ended.signal.aborted) logger.error({ event: 'not-certified', policy, err });
      throw err;
    });
    const found = signed(findings, policyHash(document));
    const durationMs = Math.round(performance.now() - beganAt);
    const count = findings.counts.violations;
    if (found.certificate === null) logger.error({ event: 'policy-violated', policy, count, durationMs });
    else logger.info({ event: 'certified', policy, durationMs });
    return found;
  }

  return {
    kept,
    faultOf,
    make(document) {
      const hash = policyHash(document);
      const running = making.get(hash);
      if (running !== undefined) return running;
      const mine = turn.then(async () => (await kept(document)) ?? enumerateNow(document));
      turn = mine.catch(() => undefined);
      making.set(hash, mine);
      const forget = () => making.delete(hash);
      // What was found is kept: whoever gave up waiting asks again when it is done, and must find it.
      mine.catch(forget);
      if (making.size > MOST_KEPT) making.delete([...making.keys()][0] ?? '');
      return mine;
    },
    close: () => ended.abort(),
  };
}
