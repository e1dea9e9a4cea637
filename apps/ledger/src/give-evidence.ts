// Who may see which decision, and what is said to everybody else.
import type { Caller } from '#auth';
import { findDecision, type DataSource, type KeptDecision } from '#postgres';
import { GatewayError } from '#wire';

/** What the law and the parties are known to be, as far as it has been read. */
export interface Audiences {
  /** True when the end of `control` was reached lately: an older view may miss that a contract has ended. */
  isFresh(): boolean;
  belongsTo(party: string, stream: string, at: number): boolean;
}

export type Evidence = KeptDecision & { readonly verdicts: NonNullable<KeptDecision['verdicts']> };

/**
 * The decision with its verdicts, for the stream's audience, the DPO and auditors. To anyone else, and for an unknown
 * id, `GW_NOT_FOUND`. `GW_UNAVAILABLE` when the database is down, when the verdicts have not been read yet, or when it
 * is not known whether the party still belongs. `at`: epoch milliseconds.
 */
export async function giveEvidence(
  dataSource: DataSource,
  audiences: Audiences,
  caller: Caller,
  id: string,
  at: number,
): Promise<Evidence> {
  const decision = await findDecision(dataSource, id);
  if (decision === null || !maySee(caller, decision.stream, audiences, at)) throw new GatewayError('GW_NOT_FOUND');
  const { verdicts } = decision;
  if (verdicts === null)
    throw new GatewayError('GW_UNAVAILABLE', 'the verdicts of this decision have not been read yet');
  return { ...decision, verdicts };
}

/** Throws `GW_UNAVAILABLE` for a party while the view of `control` is old. */
export function maySee(caller: Caller, stream: string, audiences: Audiences, at: number): boolean {
  if (caller.roles.includes('dpo') || caller.roles.includes('auditor')) return true;
  if (caller.party === null) return false;
  if (!audiences.isFresh()) throw new GatewayError('GW_UNAVAILABLE', 'the state of `control` is not known');
  return audiences.belongsTo(caller.party, stream, at);
}
