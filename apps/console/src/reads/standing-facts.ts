// The facts as lists of what stands, for people to look at; no rule is decided here.
import type { OutboxRow } from '#postgres';
import type { FactType, JsonObject } from '#wire';

/** Types of facts a list is made of, the first opening an entry, the others changing it. */
export const LISTS = {
  recipients: ['recipient-registered'],
  contracts: ['contract-concluded', 'contract-ended'],
  acceptances: ['policy-accepted'],
  streams: ['stream-opened', 'stream-closed'],
  consents: ['consent-obtained', 'consent-withdrawn'],
  entrustments: ['entrustment-concluded', 'entrustment-ended'],
  orders: ['order-received', 'order-approved'],
  stops: ['stop-placed', 'stop-lifted'],
  corrections: ['correction-opened', 'correction-closed'],
} as const satisfies Record<string, readonly FactType[]>;

export type ListName = keyof typeof LISTS;

/** Keys that name what a fact is about, in the order they are looked for. */
const KEYS = ['id', 'stream', 'recipient'] as const;

export interface Listed {
  /** What was stated first. */
  readonly stated: JsonObject;
  readonly at: string;
  /** What was stated of it since, oldest first: an end, a withdrawal, an approval, a lift. */
  readonly since: readonly { readonly type: FactType; readonly at: string; readonly data: JsonObject }[];
}

/** Facts of one list, in the order of `control`, gathered by what they are about. Never throws. */
export function gather(rows: readonly OutboxRow[], name: ListName): Listed[] {
  const [opening] = LISTS[name];
  const entries = new Map<string, { stated: JsonObject; at: string; since: Listed['since'][number][] }>();
  for (const { type, recordedAt, data, factId } of rows) {
    const key = KEYS.map((field) => data[field]).find((value) => typeof value === 'string') ?? factId;
    if (type === opening) entries.set(key, { stated: data, at: recordedAt, since: [] });
    else entries.get(key)?.since.push({ type, at: recordedAt, data });
  }
  return [...entries.values()];
}
