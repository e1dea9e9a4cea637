// A decision as it is written on `decisions`: five of them with every record.
import type { DecisionRecord } from '#wire';

/** The JSON of a decision. Ids, hashes and instants of ours need no escape; what came with a fact is written as any text. Never throws. */
export function decisionJson(decision: DecisionRecord): string {
  const { id, stream, pattern, leaves, source, effect, references, released, verdicts } = decision;
  return (
    `{"id":${quoted(id)},"stream":${quoted(stream)},"pattern":"${pattern}","leaves":${listed(leaves)}` +
    `${lawOf(decision)},"source":{"partition":${source.partition},"offset":"${source.offset}"},"effect":"${effect}"` +
    `,"references":"${references}","released":${released === null ? 'null' : `"${released}"`}` +
    `${verdicts === undefined ? '' : `,"verdicts":${JSON.stringify(verdicts)}`}}`
  );
}

type DecidedBy = Pick<DecisionRecord, 'policy' | 'policyHash' | 'at' | 'controlOffset'>;

/** Of the decision written last: those of a batch are decided at one instant, and nearly all by one version. */
let newest: { readonly by: DecidedBy; readonly json: string } | undefined;

function lawOf({ policy, policyHash, at, controlOffset }: DecisionRecord): string {
  const by = newest?.by;
  const isSame =
    by?.policy === policy && by.policyHash === policyHash && by.at === at && by.controlOffset === controlOffset;
  if (newest !== undefined && isSame) return newest.json;
  const json = `,"policy":${quoted(policy)},"policyHash":"${policyHash}","at":"${at}","controlOffset":"${controlOffset}"`;
  newest = { by: { policy, policyHash, at, controlOffset }, json };
  return json;
}

/** Lists remembered; then all are forgotten. */
const MOST_LISTS = 1_000;
const lists = new Map<readonly number[], string>();

/** Records of one shape share their frozen list: it is written once. */
function listed(leaves: readonly number[]): string {
  const known = lists.get(leaves);
  if (known !== undefined) return known;
  const json = JSON.stringify(leaves);
  if (!Object.isFrozen(leaves)) return json;
  if (lists.size === MOST_LISTS) lists.clear();
  lists.set(leaves, json);
  return json;
}

const PLAIN = /^[A-Za-z0-9._:-]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
