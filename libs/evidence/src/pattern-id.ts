// The id of a pattern of verdicts: the same pattern has the same id wherever it is met.
import type { Pattern } from '#wire';
import { sha256 } from './sha256.js';

/**
 * Members of a verdict in the order of RFC 8785. Written by this list the platform's JSON of verdicts is the canonical one, in a
 * sixth of the time.
 */
const MEMBERS = Object.keys({
  clause: 0,
  item: 0,
  outcome: 0,
  path: 0,
  reason: 0,
} satisfies Record<keyof Pattern['verdicts'][number], 0>);

const known = new WeakMap<Pattern['verdicts'], string>();

/**
 * base64url SHA-256 of the canonical JSON of `verdicts`, which must already stand in the order of the wire and
 * hold nothing but a verdict's members: text without lone surrogates.
 * Remembered per array object, if it is frozen: a memo hit of the decider costs nothing here.
 */
export function patternId(verdicts: Pattern['verdicts']): string {
  const remembered = known.get(verdicts);
  if (remembered !== undefined) return remembered;
  const id = sha256(JSON.stringify(verdicts, MEMBERS));
  if (Object.isFrozen(verdicts)) known.set(verdicts, id);
  return id;
}
