// The law as far as it is certified: a version without a certificate for the engine that runs here decides nothing.
import { faultOfCertificate, type ExpectedCertificate } from '#evidence';
import type { CompiledPolicy, Law, Register } from '#policy';
import type { CertificateFault, ControlFact } from '#wire';

/** Why a version decides nothing here. */
export interface Uncertified {
  readonly policy: string;
  readonly code: CertificateFault;
}

export interface CertifiedLaw {
  /** Takes note of a certificate. Never throws. */
  readonly apply: (fact: ControlFact) => void;
  /** What the register says, if every version it names is certified; else `null`, as where there is no law at all. */
  readonly lawAt: Register['lawAt'];
  /** The first version up to `at` that decides nothing, and why: a record of its time is held. `null`: there is none, or no law. */
  readonly uncertifiedAt: (at: number) => Uncertified | null;
}

export interface Certifying extends Omit<ExpectedCertificate, 'policyHash'> {
  /** base64url SHA-256 of the version's canonical document, as this process has read it. */
  readonly hashOf: (policy: CompiledPolicy) => string;
}

/** `register` is asked for the law; nothing else of it changes. */
export function createCertifiedLaw(register: Pick<Register, 'lawAt'>, certifying: Certifying): CertifiedLaw {
  const { hashOf, ...expected } = certifying;
  /** Documents with a certificate that holds, by their hash; of the others the fault met last. */
  const certified = new Set<string>();
  const faults = new Map<string, CertificateFault>();
  /** Laws looked at since the last certificate. */
  let known = new WeakMap<Law, boolean>();

  function faultOf(policy: CompiledPolicy): CertificateFault | null {
    const hash = hashOf(policy);
    return certified.has(hash) ? null : (faults.get(hash) ?? 'GW_CERTIFICATE_MISSING');
  }

  function isCertified(law: Law): boolean {
    let answer = known.get(law);
    if (answer === undefined) {
      answer = [law.judged, ...law.alsoInForce].every((policy) => faultOf(policy) === null);
      known.set(law, answer);
    }
    return answer;
  }

  return {
    apply(fact) {
      if (fact.type !== 'policy-certified') return;
      const certificate: unknown = (Object(fact.data) as { certificate?: unknown }).certificate;
      const { policyHash } = Object(certificate) as { policyHash?: unknown };
      if (typeof policyHash !== 'string') return;
      // What it names it is compared with: that the version is that document is found by the version's own hash.
      const fault = faultOfCertificate(certificate, { ...expected, policyHash });
      if (fault === null) certified.add(policyHash);
      else faults.set(policyHash, fault);
      // Signed, and of this engine: whose word was taken that nothing leaves is believed when it says the opposite.
      if (fault === 'GW_CERTIFICATE_VIOLATED') certified.delete(policyHash);
      known = new WeakMap();
    },
    lawAt(at, occurredAt) {
      const law = register.lawAt(at, occurredAt);
      return law !== null && isCertified(law) ? law : null;
    },
    uncertifiedAt(at) {
      // Of an unknown instant a record is judged by every version there was; where one of them cannot be read, by today's at least.
      const law = register.lawAt(at, Number.NaN) ?? register.lawAt(at, at);
      for (const policy of law === null ? [] : [law.judged, ...law.alsoInForce]) {
        const code = faultOf(policy);
        if (code !== null) return { policy: policy.id, code };
      }
      return null;
    },
  };
}
