// The certificates on `control`: stated before a version is published, and again for every version when the engine is another one.
import { policyHash, policyIdOf } from '#evidence';
import type { Outbox } from '#postgres';
import {
  type Certificate,
  type CertificateFindings,
  type FactPayloads,
  type Fault,
  GatewayError,
  type JsonObject,
} from '#wire';
import type { FactDesk, Stating } from '../facts/fact-desk.js';
import { inTime } from '../in-time.js';
import type { Certifier } from './certifier.js';

export interface CertificatesTools {
  readonly certifier: Certifier;
  readonly outbox: Outbox;
  readonly desk: Pick<FactDesk, 'state'>;
  /** Number of versions on `control` that compile. */
  readonly versions: () => number;
  /** Milliseconds whoever publishes a version waits for its certificate. */
  readonly patienceMs?: number;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

export interface Ready {
  readonly statings: readonly Stating[];
  readonly violated: readonly JsonObject[];
}

export type Certificates = ReturnType<typeof createCertificates>;

/** Client by which the console itself states facts. */
const CONSOLE = 'console';
const PATIENCE_MS = 60_000;
/** A version nothing was found of, as when what enumerated it died, is tried again after so long; each time after twice as long. */
const AGAIN_AFTER_MS = 5_000;
const MOST_AGAIN_AFTER_MS = 600_000;
/** Violations told to whoever tried to publish: the first say where to look. */
const MOST_TOLD = 20;

const NOT_YET = 'the version is certified and not published yet: publish it again in a while';

const statingOf = (certificate: Certificate): Stating => ({
  type: 'policy-certified',
  body: { certificate },
  client: CONSOLE,
});

export function createCertificates({ certifier, outbox, desk, versions, ...more }: CertificatesTools) {
  const { patienceMs = PATIENCE_MS, now = () => performance.now() } = more;
  /** Versions of which all that can be found was. */
  let seen = 0;
  /** Versions that were looked at when something could not be found, and when that is tried again. */
  let tried = 0;
  let againAt = 0;
  let pauseMs = AGAIN_AFTER_MS;

  const publishedDocuments = async (): Promise<readonly JsonObject[]> =>
    (await outbox.published(['policy-published'])).map(
      ({ data }) => (data as unknown as FactPayloads['policy-published']).document,
    );

  /** The newest on `control` that holds for this document and the engine that runs here. */
  async function of(document: JsonObject): Promise<Certificate | null> {
    const hash = policyHash(document);
    const stated = (await outbox.published(['policy-certified'])).map(
      ({ data }) => (data as unknown as FactPayloads['policy-certified']).certificate,
    );
    return stated.findLast((certificate) => certifier.faultOf(certificate, hash) === null) ?? null;
  }

  return {
    of,

    /**
     * What the build enumerated of these documents and of those published: the certificates that can be stated at once, and which
     * of these documents could let something out.
     */
    async ready(documents: readonly JsonObject[]): Promise<Ready> {
      const statings = new Map<string, Stating>();
      const violated: JsonObject[] = [];
      for (const document of [...documents, ...(await publishedDocuments())]) {
        const kept = await certifier.kept(document);
        if (kept?.certificate) statings.set(kept.certificate.policyHash, statingOf(kept.certificate));
        else if (kept !== null && documents.includes(document)) violated.push(document);
      }
      return { statings: [...statings.values()], violated };
    },

    /**
     * Sees to it that a document has a certificate on `control` before it is published, so that no gatekeeper ever holds. One whose
     * id is published already is left to {@link keep}: it can only be said again. Throws GW_POLICY_VIOLATED with what could leave, or GW_UNAVAILABLE when that took too long: it goes on, and who asks again
     * finds it done.
     */
    async require(document: JsonObject): Promise<void> {
      const isPublished = (await outbox.find(`policy-published:${policyIdOf(document)}`)) !== null;
      if (isPublished || (await of(document)) !== null) return;
      const made = await inTime(certifier.make(document), patienceMs);
      if (made === null) {
        throw new GatewayError('GW_UNAVAILABLE', 'the version is being certified: publish it again in a while');
      }
      if (made.certificate === null) throw violated(made.findings);
      try {
        await desk.state(statingOf(made.certificate));
      } catch (cause) {
        if (!(cause instanceof GatewayError && cause.code === 'GW_UNAVAILABLE')) throw cause;
        // What is kept then is the certificate; of the version nobody knows yet.
        throw Object.assign(new GatewayError('GW_UNAVAILABLE', NOT_YET), { cause });
      }
    },

    /** Certifies every version on `control` that has no certificate for this engine: of an earlier engine, or from before there were any. */
    async keep(): Promise<void> {
      const count = versions();
      if (count === seen || (count === tried && now() < againAt)) return;
      let isWhole = true;
      for (const document of await publishedDocuments()) {
        if ((await of(document)) !== null) continue;
        // One that cannot be enumerated, as one that no longer compiles, does not keep the others from it.
        const made = await certifier.make(document).catch(() => null);
        if (made === null) isWhole = false;
        // It stays without, as one that is violated does: the gatekeepers hold, and both have said so.
        if (made?.certificate) await desk.state(statingOf(made.certificate));
      }
      if (isWhole) {
        seen = count;
        pauseMs = AGAIN_AFTER_MS;
        return;
      }
      tried = count;
      againAt = now() + pauseMs;
      pauseMs = Math.min(2 * pauseMs, MOST_AGAIN_AFTER_MS);
    },
  };
}

function violated({ counts, violations }: CertificateFindings): GatewayError {
  const told = violations.slice(0, MOST_TOLD).map(({ item, met }): Fault => {
    const classes = Object.entries(met).map(([axis, id]) => `${axis} \`${id}\``);
    return { pointer: '/document/cells', path: '', detail: `lets \`${item}\` out: ${classes.join(', ')}` };
  });
  return new GatewayError('GW_POLICY_VIOLATED', `in ${counts.violations} of ${counts.cases} cases`, told);
}
