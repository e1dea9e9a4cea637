// The certificate of a policy version: what an enumeration through the engine found, signed. Ids and counts, no value.

/** One axis of the enumeration and its classes, by id. */
export interface CertificateAxis {
  readonly name: string;
  readonly classes: readonly string[];
}

/** What a certificate must vary, and how each axis is called. */
export const CERTIFICATE_AXES = [
  'item',
  'recipient',
  'purpose',
  'consent',
  'contract',
  'stop',
  'order',
  'entrustment',
  'provenance',
  'date',
] as const;

/** Something that left where it must not: the class it was met in, by axis, and where it showed. */
export interface Violation {
  readonly item: string;
  /** `decision`: a verdict let it out. `projection`: it stood in what was written for the recipient. */
  readonly found: 'decision' | 'projection';
  /** By name of the axis, `item` apart. */
  readonly met: Readonly<Record<string, string>>;
}

/** How much was enumerated. */
export interface CertificateCounts {
  /** Classes of every axis multiplied, `item` among them. */
  readonly cases: number;
  /** Decisions made, each for all items at once, and projected. */
  readonly decisions: number;
  /** Projections that held anything. */
  readonly releases: number;
  /** Leaves decided; permits, redacts and withholds add up to it. */
  readonly leaves: number;
  readonly permits: number;
  readonly redacts: number;
  readonly withholds: number;
  readonly violations: number;
}

/** What was found: the same whenever the same version is enumerated with the same engine. */
export interface CertificateFindings {
  readonly form: 1;
  /** Id of the version. */
  readonly policy: string;
  /** base64url SHA-256 of the version's canonical document. */
  readonly policyHash: string;
  /** base64url SHA-256 of the canonical schema of the service record, of which the catalogue is made. */
  readonly catalogueHash: string;
  /** base64url SHA-256 of the code that decides, projects and searches, and of the code that enumerated, as built. */
  readonly engineHash: string;
  readonly axes: readonly CertificateAxis[];
  readonly counts: CertificateCounts;
  /** The first of them, in the order they were met; {@link MOST_VIOLATIONS} at most. */
  readonly violations: readonly Violation[];
}

/** Findings signed by the installation that publishes the version. */
export interface Certificate extends CertificateFindings {
  /** Public key of the signer: Ed25519, SPKI DER, base64url. */
  readonly key: string;
  /** Ed25519 over {@link CERTIFICATE_CONTEXT} and the canonical JSON (RFC 8785) of everything else here; base64url. */
  readonly signature: string;
}

/** What the signed bytes begin with, so that no other signature of the key can pass for one on a certificate. */
export const CERTIFICATE_CONTEXT = 'joint-use-gateway certificate 1\n';

/** No more violations than this are listed; all are counted. */
export const MOST_VIOLATIONS = 100;

/** Why a certificate, or its absence, lets a version decide nothing; tested in this order. */
export const CERTIFICATE_FAULTS = {
  GW_CERTIFICATE_MISSING: 'there is none',
  GW_CERTIFICATE_UNREADABLE: 'it has not the form of a certificate',
  GW_CERTIFICATE_OTHER_POLICY: 'it is of another document',
  GW_CERTIFICATE_OTHER_CATALOGUE: 'it is of another catalogue',
  GW_CERTIFICATE_OTHER_ENGINE: 'it is of another engine',
  GW_CERTIFICATE_OTHER_KEY: 'it names another signer',
  GW_CERTIFICATE_NOT_SIGNED: 'its signature does not hold',
  GW_CERTIFICATE_NOT_WHOLE: 'an axis is missing, or its counts are not those of all its cases',
  GW_CERTIFICATE_VIOLATED: 'it counts violations',
} as const;

export type CertificateFault = keyof typeof CERTIFICATE_FAULTS;
