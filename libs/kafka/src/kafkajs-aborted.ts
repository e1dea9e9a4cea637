// kafkajs 2.2.4 shows messages of aborted transactions where two of them overlap: it takes the broker's list of them for
// sorted, and enters one per message at most. Here they are marked before it looks, as control records it never hands on.
import Broker from 'kafkajs/src/broker/index.js';
import { createAbortedQuestion } from './aborted-transactions.js';

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
  if (!partition.abortedTransactions?.length) return;
  const isAborted = createAbortedQuestion(partition.abortedTransactions);
  for (const message of partition.messages) {
    const { producerId = '', inTransaction = false } = message.batchContext ?? {};
    const asked = { producerId, offset: BigInt(message.offset), isTransactional: inTransaction };
    if (isAborted({ ...asked, isMarker: message.isControlRecord === true })) message.isControlRecord = true;
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
