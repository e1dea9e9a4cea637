// One version as the gatekeeper reads it from `control`.
import { compilePolicy, Register, type CompiledPolicy } from '#policy';
import { CATALOGUE, type ControlFact, type JsonObject } from '#wire';

/**
 * The compiled version of a document: one with an effective day as a register takes it from its fact, a draft as the compiler
 * does. Throws where it does not compile.
 */
export function readVersion(document: JsonObject): CompiledPolicy {
  const { policy, effectiveOn } = document;
  if (effectiveOn === null) return compilePolicy(document, CATALOGUE);
  const register = new Register({ catalogue: CATALOGUE });
  const data = { policy, effectiveOn, hash: '', document };
  register.apply({ id: 'version', type: 'policy-published', at: '', data } as ControlFact);
  const [version] = register.policies();
  if (version === undefined) throw new Error('the policy does not compile');
  return version;
}
