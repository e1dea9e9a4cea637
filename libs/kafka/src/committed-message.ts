// A message as readers of committed ones get it, made of kafkajs' own.
import type { EachBatchPayload } from 'kafkajs';

export interface CommittedMessage {
  readonly offset: bigint;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** The last of each name, as text. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Never throws. */
export function toMessage({
  offset,
  timestamp,
  key,
  value,
  headers,
}: EachBatchPayload['batch']['messages'][number]): CommittedMessage {
  const read: Record<string, string> = {};
  for (const [name, content] of Object.entries(headers ?? {})) {
    const last = Array.isArray(content) ? content.at(-1) : content;
    if (last !== undefined) read[name] = last.toString();
  }
  return { offset: BigInt(offset), timestamp: Number(timestamp), key, value, headers: read };
}
