// From a parsed policy document to a policy the engine can ask.
import type { Catalogue } from '#wire';
import type { CompiledPolicy } from './compiled-policy.js';

/** A policy document that cannot be compiled: every fault, one line each. */
export class PolicyFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'PolicyFault';
  }
}

export function compilePolicy(_document: unknown, _catalogue: Catalogue): CompiledPolicy {
  throw new PolicyFault(['the compiler is not here yet']);
}
