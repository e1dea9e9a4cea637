// Ends what a broker took for ended and did not end: a transaction whose markers were never written (ADR 0025).
//
// Kafka 4.3 (`KRaftMetadataCache.getPartitionLeaderEndpoint`) takes a partition that has no leader for one that was deleted,
// and leaves its marker out. A broker that dies and comes back is without leaders for a moment; a transaction that was open or
// half ended then is completed with some of its markers or none. What they were to end hangs, and its offsets stay pending,
// until the next marker of the same producer, which counts for both. So that marker is given here, and as it should have been.
import type { Admin, API, describeTransactionsV0, Producer } from '@platformatic/kafka';
import { isProtocolError, KafkaFault } from '../kafka-fault.js';
import { pause } from '../pause.js';
import { apiOf, connectToCoordinator } from '../transaction-coordinator.js';
import type { View } from './membership.js';

/** Topics a slot's transactions write to; a name that ends with a dot stands for every topic that begins with it. */
export type Outputs = readonly string[];

/** How a transaction was to end. */
export type End = 'commit' | 'abort';

type DescribeTransactions = API<
  describeTransactionsV0.DescribeTransactionsRequest,
  describeTransactionsV0.DescribeTransactionsResponse
>;

const ENDING = /^Prepare/;
const ENDED_WITHIN_MS = 5_000;
const AGAIN_AFTER_MS = 10;

/**
 * How the slot's last transaction was ended, once its coordinator is done with it; one that is open will be aborted. To be
 * asked before InitProducerId: after it nobody knows. Throws any fault of a broker, and when it is not done in 5 s.
 */
export async function lastEndOf(admin: Admin, slot: string): Promise<End> {
  const until = Date.now() + ENDED_WITHIN_MS;
  for (;;) {
    const state = await stateOf(admin, slot);
    if (!ENDING.test(state)) return state === 'CompleteCommit' ? 'commit' : 'abort';
    if (Date.now() > until) throw new KafkaFault('GW_TRANSACTION_ENDING', `\`${slot}\` is still ending a transaction`);
    await pause(AGAIN_AFTER_MS);
  }
}

async function stateOf(admin: Admin, slot: string): Promise<string> {
  const describe = await apiOf<DescribeTransactions>(admin, 'DescribeTransactions');
  try {
    const { transactionStates } = await describe.async(await connectToCoordinator(admin, slot), [slot]);
    return transactionStates[0]!.transactionState;
  } catch (error) {
    if (isProtocolError(error, 'TRANSACTIONAL_ID_NOT_FOUND')) return 'Empty';
    throw error;
  }
}

/**
 * Ends a transaction of `producer` that spans all partitions of `outputs` and the group's offsets, and holds nothing. To be
 * called once its InitProducerId was answered and before anything else. Throws any fault of a broker.
 */
export async function endOrphans(
  producer: Producer,
  { admin, view, outputs, end }: { admin: Admin; view: View; outputs: Outputs; end: End },
): Promise<void> {
  const isOutput = (topic: string): boolean =>
    outputs.some((output) => (output.endsWith('.') ? topic.startsWith(output) : topic === output));
  const topics = (await admin.listTopics()).filter(isOutput);
  // Before it begins: what has no leader is waited for, and a transaction would not last as long.
  const metadata = await producer.metadata({ topics });
  const partitions = topics.flatMap((topic) =>
    Array.from({ length: metadata.topics.get(topic)!.partitionsCount }, (_, partition) => ({ topic, partition })),
  );
  const transaction = await producer.beginTransaction();
  await transaction.addConsumer(view.member);
  await transaction.addPartitions(metadata, partitions as never);
  await transaction[end]();
}
