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

/** Throws for what is no Ed25519 key. */
export function createCertifier({ engineHash, privateKey, directory, logger, ...more }: CertifierOptions): Certifier {
  const { enumerate = certify } = more;
  const key = publicKeyOf(privateKey);
  const catalogue = catalogueHash();
  const ended = new AbortController();
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
      const found = signed(JSON.parse(text) as CertificateFindings, hash);
      const isOfThis = found.findings.engineHash === engineHash && found.findings.catalogueHash === catalogue;
      return isOfThis ? found : null;
    } catch {
      return null;
    }
  };

  async function enumerateNow(document: JsonObject): Promise<Certified> {
    const beganAt = performance.now();
    const policy = policyIdOf(document);
    logger.info({ event: 'certifying', policy });
    const findings = await enumerate(document, { engineHash, signal: ended.signal });
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
      mine.then(forget, forget);
      return mine;
    },
    close: () => ended.abort(),
  };
}
