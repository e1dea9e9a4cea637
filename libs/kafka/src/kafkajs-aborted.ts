// kafkajs 2.2.4 shows messages of aborted transactions where two of them overlap: it takes the broker's list of them for
// sorted, and enters one per message at most. Here they are marked before it looks, as control records it never hands on.
import Broker from 'kafkajs/src/broker/index.js';

/** A message as kafkajs decodes it. */
export interface FetchedMessage {
  readonly offset: string;
  readonly batchContext?: { readonly producerId: string; readonly inTransaction: boolean };
  isControlRecord?: boolean;
}

/** One partition of the answer to a fetch. */
export interface FetchedMessages {
  readonly messages: readonly FetchedMessage[];
  /** In the order in which they ended, as the broker gives them. */
  abortedTransactions?: readonly { readonly producerId: string; readonly firstOffset: string }[] | null;
}

/** Marks every message of an aborted transaction and leaves kafkajs nothing to filter. Never throws. */
export function markAborted(partition: FetchedMessages): void {
  const aborted = (partition.abortedTransactions ?? [])
    .map(({ producerId, firstOffset }) => ({ producerId, firstOffset: BigInt(firstOffset) }))
    .sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  if (aborted.length === 0) return;
  const open = new Set<string>();
  let next = 0;
  for (const message of partition.messages) {
    const offset = BigInt(message.offset);
    for (let one = aborted[next]; one && one.firstOffset <= offset; one = aborted[++next]) open.add(one.producerId);
    const { producerId = '', inTransaction = false } = message.batchContext ?? {};
    if (message.isControlRecord) open.delete(producerId);
    else if (inTransaction && open.has(producerId)) message.isControlRecord = true;
  }
  partition.abortedTransactions = [];
}

interface Fetching {
  fetch: (this: Fetching, request: unknown) => Promise<{ responses: { partitions: FetchedMessages[] }[] }>;
}

const { prototype } = Broker as { prototype: Fetching };
const { fetch } = prototype;

prototype.fetch = async function (this: Fetching, request) {
  const answer = await fetch.call(this, request);
  for (const { partitions } of answer.responses) for (const partition of partitions) markAborted(partition);
  return answer;
};
