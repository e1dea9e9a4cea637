// The id of a pattern of verdicts: the same pattern has the same id wherever it is met.
import type { Pattern } from '#wire';
import { canonicalJson } from './canonical-json.js';
import { sha256 } from './sha256.js';

const known = new WeakMap<Pattern['verdicts'], string>();

/**
 * base64url SHA-256 of the canonical JSON of `verdicts`, which must already stand in the order of the wire.
 * Remembered per array object, if it is frozen: a memo hit of the decider costs nothing here.
 */
export function patternId(verdicts: Pattern['verdicts']): string {
  const remembered = known.get(verdicts);
  if (remembered !== undefined) return remembered;
  const id = sha256(canonicalJson(verdicts));
  if (Object.isFrozen(verdicts)) known.set(verdicts, id);
  return id;
}
