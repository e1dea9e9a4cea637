// The decisions on one record as the desk lays them out: newest revision first, then by stream. Pure.
import type { DecisionsOfRecord, KeptDecision } from '#postgres';
import { goneBy, type JudgedDecision, type JudgedRecord, TOPICS } from '#wire';

/** Decisions listed of one record; it has one for each stream and revision. */
export const MOST_OF_A_RECORD = 200;

/** `found` may hold one more than {@link MOST_OF_A_RECORD}: then the rest is cut. Never throws. */
export function judgedRecordOf(id: string, { record, decisions }: DecisionsOfRecord): JudgedRecord {
  return {
    id,
    record,
    decisions: decisions
      .slice(0, MOST_OF_A_RECORD)
      .map(judgedDecisionOf)
      .sort((a, b) => b.revision - a.revision || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0)),
    isCut: decisions.length > MOST_OF_A_RECORD,
  };
}

function judgedDecisionOf(kept: KeptDecision): JudgedDecision {
  const { id, stream, effect, policy, policyHash, at, controlOffset, source, verdicts, references, released } = kept;
  const told = { id, stream, effect, policy, policyHash, at, controlOffset, source, verdicts, references, released };
  return { ...told, revision: revisionOf(id), goneBy: goneOf(kept) };
}

function goneOf({ effect, at }: KeptDecision): string | null {
  const madeAt = Date.parse(at);
  if (effect !== 'released' || Number.isNaN(madeAt)) return null;
  return new Date(goneBy(madeAt, TOPICS.provision)).toISOString();
}

/** `<outward recordId>.<revision>.<purpose>`; 0 for an id of another form. */
function revisionOf(id: string): number {
  const revision = Number(/^[^.]+\.([0-9]{1,15})\./.exec(id)?.[1] ?? 0);
  return Number.isSafeInteger(revision) ? revision : 0;
}
