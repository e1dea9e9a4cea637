// A message of a stream's topic as a CloudEvent in JSON: the same attributes, and the same bytes of the record.
import type { CommittedMessage } from '#kafka';
import { HEADERS, isJsonObject, RECALLED_TYPE, RELEASED_TYPE } from '#wire';

export interface OutwardEvent {
  readonly effect: 'released' | 'recalled';
  /** JSON text; `data` holds the bytes of the message, to which the decision's commitment refers. */
  readonly json: string;
  /** `traceparent` of the release, a trace of its own. */
  readonly trace?: string;
}

const EFFECTS: ReadonlyMap<string | undefined, OutwardEvent['effect']> = new Map([
  [RELEASED_TYPE, 'released'],
  [RECALLED_TYPE, 'recalled'],
]);
/** Attribute to header. Names of CloudEvents' extensions hold no `_`. */
const ATTRIBUTES = {
  specversion: HEADERS.specVersion,
  id: HEADERS.id,
  type: HEADERS.type,
  source: HEADERS.source,
  time: HEADERS.time,
  datacontenttype: HEADERS.contentType,
  gwdecision: HEADERS.decision,
  gwstream: HEADERS.stream,
  gwpolicy: HEADERS.policy,
  gwpurpose: HEADERS.purpose,
  gwsalt: HEADERS.salt,
} as const;

/** `null` for what is no release or recall of this stream: nothing of it goes out. Never throws. */
export function toCloudEvent({ value, headers }: CommittedMessage, stream: string): OutwardEvent | null {
  const effect = EFFECTS.get(headers[HEADERS.type]);
  const data = value?.toString() ?? '';
  if (effect === undefined || headers[HEADERS.stream] !== stream || !isObject(data)) return null;
  const attributes: Record<string, string> = {};
  for (const [attribute, header] of Object.entries(ATTRIBUTES)) {
    const content = headers[header];
    if (content === undefined) return null;
    attributes[attribute] = content;
  }
  const trace = headers[HEADERS.traceparent];
  if (trace !== undefined) attributes.traceparent = trace;
  return {
    effect,
    ...(trace === undefined ? {} : { trace }),
    json: `${JSON.stringify(attributes).slice(0, -1)},"data":${data}}`,
  };
}

function isObject(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}
