// The facts of `control` applied to the register, with the hash of every policy document that took effect.
import { canonicalJson, sha256 } from '#evidence';
import type { CompiledPolicy, Register } from '#policy';
import type { ControlFact } from '#wire';

export interface PublishedPolicies {
  /** Applies a fact to the register. */
  readonly apply: (fact: ControlFact) => void;
  /** base64url SHA-256 of the canonical document the policy was compiled from; throws for a policy of another register. */
  readonly hashOf: (policy: CompiledPolicy) => string;
}

export function createPublishedPolicies(register: Register): PublishedPolicies {
  const hashes = new WeakMap<CompiledPolicy, string>();
  return {
    apply(fact) {
      register.apply(fact);
      if (fact.type !== 'policy-published') return;
      for (const policy of register.policies()) {
        if (!hashes.has(policy)) hashes.set(policy, sha256(canonicalJson(fact.data.document)));
      }
    },
    hashOf(policy) {
      const hash = hashes.get(policy);
      if (hash === undefined) throw new Error('the policy was not published on `control`');
      return hash;
    },
  };
}
