// Who may send: a dealer whose contract stands and who has accepted the policy in force, by a register that is up to date.
import type { Register } from '#policy';
import { GatewayError } from '#wire';

/** A register older than this is no ground to accept anything on. */
export const STALE_AFTER_MS = 5_000;

export interface AdmissionTools {
  readonly register: Pick<Register, 'hasAccepted' | 'recipientStands' | 'lawAt'>;
  /** Epoch milliseconds at which the register last reached the end of `control`; 0: never. */
  readonly caughtUpAt: () => number;
  readonly now: () => number;
}

/** True while the register may be relied on. */
export function isUpToDate({ caughtUpAt, now }: Pick<AdmissionTools, 'caughtUpAt' | 'now'>): boolean {
  return now() - caughtUpAt() <= STALE_AFTER_MS;
}

/**
 * Lets the dealer pass. Throws `GW_UNAVAILABLE` while the register is behind, `GW_FORBIDDEN` without a contract that stands,
 * `GW_POLICY_NOT_ACCEPTED` without acceptance of the policy in force.
 * @clause 4(3)
 */
export function admitDealer(dealer: string, tools: AdmissionTools): void {
  const at = tools.now();
  if (!isUpToDate(tools)) throw new GatewayError('GW_UNAVAILABLE', 'the control register is behind');
  if (!tools.register.recipientStands(`dealer:${dealer}`, at))
    throw new GatewayError('GW_FORBIDDEN', 'no contract of this dealer stands');
  if (!tools.register.hasAccepted(dealer, at))
    throw new GatewayError('GW_POLICY_NOT_ACCEPTED', whatToAccept(tools, at));
}

/** Which version, and how its acceptance comes to be known here. */
function whatToAccept({ register }: AdmissionTools, at: number): string {
  const version = register.lawAt(at, at)?.judged.id;
  return version === undefined
    ? 'no version is in force that could be accepted: ask the data protection officer'
    : `accept version \`${version}\` and have the data protection officer register that`;
}
