// The what-if: judges one record under a state given whole, with the same decider and projection as the gatekeeper.
import { type CompiledPolicy, type Decider, project, type Register, type SubjectState } from '#policy';
import type { Pseudonyms } from '#process';
import { type Decision, GatewayError, parseInstant, parseServiceRecord, type ReleasedRecord } from '#wire';
import type { EvaluateRequest } from './evaluate-request.js';
import { lawOf } from './named-law.js';

export interface Evaluation {
  readonly policy: string;
  readonly decisions: readonly Decision[];
  readonly released: ReleasedRecord | null;
}

export interface EvaluateTools {
  readonly decider: Decider;
  readonly register: Pick<Register, 'lawAt' | 'lawOf' | 'firstEffectiveOn'>;
  readonly drafts: ReadonlyMap<string, CompiledPolicy>;
  readonly pseudonyms: Pseudonyms;
}

/** Judges and projects; stores nothing. Throws GW_INVALID_RECORD, GW_UNKNOWN_POLICY or GW_NO_POLICY_IN_FORCE. */
export function evaluate(request: EvaluateRequest, tools: EvaluateTools): Evaluation {
  const parsed = parseServiceRecord(request.record);
  if ('faults' in parsed) {
    const errors = parsed.faults.map((fault) => ({ ...fault, pointer: `/record${fault.pointer}` }));
    throw new GatewayError('GW_INVALID_RECORD', undefined, errors);
  }
  const { record } = parsed;
  const at = parseInstant(request.at);
  const occurredAt = parseInstant(record.occurredAt);
  const law = lawOf({ name: request.policy, at, occurredAt }, tools.register, tools.drafts);
  const { id, contract = null } = request.recipient;
  const prepared = tools.decider.prepare(record);
  const decided = tools.decider.decide(
    prepared,
    { at, recipient: { id, contract }, purpose: request.purpose, items: request.items, state: stateOf(request) },
    law,
  );
  // The schema has made sure of both.
  const { dealerCode, recordId } = record as { dealerCode: string; recordId: string };
  const outward = tools.pseudonyms.outwardRecordId(String(id), dealerCode, recordId);
  return {
    policy: law.judged.id,
    decisions: decided.verdicts.map(({ path, item, outcome, clause, reason }) => ({
      path,
      item,
      outcome,
      clause,
      reason,
    })),
    released: record.status === 'voided' ? null : project(prepared, decided, outward),
  };
}

/** What is left out is none. */
function stateOf({ state = {} }: EvaluateRequest): SubjectState {
  return {
    consents: state.consents ?? [],
    entrustments: state.entrustments ?? [],
    orders: state.orders ?? [],
    stops: state.stops ?? [],
    killed: state.killed ?? false,
    dealerAccepted: state.dealerAccepted ?? true,
    correctionPending: state.correctionPending ?? [],
    ownershipFrom: state.ownershipFrom ?? null,
  };
}
