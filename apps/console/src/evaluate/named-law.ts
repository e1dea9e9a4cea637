// Which versions a record is judged by in a what-if: those in force, or the one that was named.
import type { CompiledPolicy, Law, Register } from '#policy';
import { GatewayError } from '#wire';

export interface Asked {
  readonly name: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly occurredAt: number;
}

/**
 * The law at `at` for a record that occurred at `occurredAt`. Without a name: the versions in force. A named version is
 * judged as named, beside those in force since the record occurred; a draft as if it had always been in force, though a
 * record older than the first version stays held. Throws GW_UNKNOWN_POLICY or GW_NO_POLICY_IN_FORCE.
 */
export function lawOf(
  { name, at, occurredAt }: Asked,
  register: Pick<Register, 'lawAt' | 'lawOf' | 'firstEffectiveOn'>,
  drafts: ReadonlyMap<string, CompiledPolicy>,
): Law {
  if (name === undefined) {
    const inForce = register.lawAt(at, occurredAt);
    if (inForce === null) throw new GatewayError('GW_NO_POLICY_IN_FORCE');
    return inForce;
  }
  const named = register.lawOf(name, at, occurredAt);
  if (named !== null) return named;
  const draft = drafts.get(name);
  if (draft === undefined) throw new GatewayError('GW_UNKNOWN_POLICY');
  const firstEffectiveOn = register.firstEffectiveOn();
  if (firstEffectiveOn === null) throw new GatewayError('GW_NO_POLICY_IN_FORCE');
  return { judged: draft, alsoInForce: [], firstEffectiveOn };
}
