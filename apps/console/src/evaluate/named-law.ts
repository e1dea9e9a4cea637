// Which versions a record is judged by in a what-if: those in force, or the one that was named.
import type { CompiledPolicy, Law, Register } from '#policy';
import { GatewayError, tokyoDay } from '#wire';

/**
 * The law at `at` for a record that occurred at `occurredAt` (epoch milliseconds). Without a name: the versions in force.
 * A named version is judged as named, with those in force since the record occurred; a named draft as if it had
 * always been in force. Throws GW_UNKNOWN_POLICY or GW_NO_POLICY_IN_FORCE.
 */
export function lawOf(
  { name, at, occurredAt }: { name: string | undefined; at: number; occurredAt: number },
  register: Pick<Register, 'lawAt' | 'policies'>,
  drafts: ReadonlyMap<string, CompiledPolicy>,
): Law {
  const published = register.policies();
  const inForce = register.lawAt(at, occurredAt);
  if (name === undefined) {
    if (inForce === null) throw new GatewayError('GW_NO_POLICY_IN_FORCE');
    return inForce;
  }
  const judged = published.find(({ id }) => id === name) ?? drafts.get(name);
  if (judged === undefined) throw new GatewayError('GW_UNKNOWN_POLICY');
  const firstEffectiveOn = firstDayOf(published) ?? judged.effectiveOn;
  if (firstEffectiveOn === null) throw new GatewayError('GW_NO_POLICY_IN_FORCE');
  const alsoInForce = judged.effectiveOn === null ? [] : versionsSince(published, occurredAt, at);
  return { judged, alsoInForce, firstEffectiveOn };
}

function firstDayOf(policies: readonly CompiledPolicy[]): string | null {
  return policies.flatMap(({ effectiveOn }) => effectiveOn ?? []).sort()[0] ?? null;
}

/** Versions in force on some day from the record's to the judgement's. */
function versionsSince(policies: readonly CompiledPolicy[], occurredAt: number, at: number): CompiledPolicy[] {
  const [from, until] = [tokyoDay(occurredAt), tokyoDay(at)];
  const dated = policies
    .flatMap((policy) => (policy.effectiveOn === null ? [] : [{ policy, day: policy.effectiveOn }]))
    .sort((left, right) => (left.day < right.day ? -1 : 1));
  return dated
    .filter(({ day }, index) => day <= until && !((dated[index + 1]?.day ?? '9999-12-31') <= from))
    .map(({ policy }) => policy);
}
