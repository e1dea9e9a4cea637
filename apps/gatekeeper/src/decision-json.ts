// A decision as it is written on `decisions`: five of them with every record.
import type { DecisionRecord } from '#wire';

/** The JSON of a decision. Ids, hashes and instants of ours need no escape; what came with a fact is written as any text. Never throws. */
export function decisionJson(decision: DecisionRecord): string {
  const { id, stream, pattern, leaves, policy, policyHash, at, controlOffset, source, effect } = decision;
  const { references, released, verdicts } = decision;
  return (
    `{"id":${quoted(id)},"stream":${quoted(stream)},"pattern":"${pattern}","leaves":${JSON.stringify(leaves)}` +
    `,"policy":${quoted(policy)},"policyHash":"${policyHash}","at":"${at}","controlOffset":"${controlOffset}"` +
    `,"source":{"partition":${source.partition},"offset":"${source.offset}"},"effect":"${effect}"` +
    `,"references":"${references}","released":${released === null ? 'null' : `"${released}"`}` +
    `${verdicts === undefined ? '' : `,"verdicts":${JSON.stringify(verdicts)}`}}`
  );
}

const PLAIN = /^[A-Za-z0-9._:-]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
