// Ends what a broker took for ended and did not end: a transaction whose markers were never written (ADR 0025).
//
// Kafka 4.3 (`KRaftMetadataCache.getPartitionLeaderEndpoint`) takes a partition that has no leader for one that was deleted,
// and leaves its marker out. A broker that dies and comes back is without leaders for a moment; a transaction that was open or
// half ended then is completed with some of its markers or none. What they were to end hangs, and its offsets stay pending,
// until the next marker of the same producer, which counts for both. So that marker is given here, and as it should have been.
import type { Admin, API, ClusterMetadata, describeTransactionsV0, Producer } from '@platformatic/kafka';
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
/** What passes: a coordinator that is about to be one. */
const SETTLING = ['COORDINATOR_NOT_AVAILABLE', 'COORDINATOR_LOAD_IN_PROGRESS', 'NOT_COORDINATOR'];
const WITHIN_MS = 5_000;
const AGAIN_AFTER_MS = 10;

/**
 * How the slot's last transaction was ended, once its coordinator is done with it; one that is open will be aborted. To be
 * asked before InitProducerId: after it nobody knows. Throws any fault of a broker, and when it is not done in 5 s.
 */
export async function lastEndOf(admin: Admin, slot: string): Promise<End> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const state = await stateOf(admin, slot, until);
    if (state !== null && !ENDING.test(state)) return state === 'CompleteCommit' ? 'commit' : 'abort';
    if (Date.now() > until) throw new KafkaFault('GW_TRANSACTION_ENDING', `\`${slot}\` is still ending a transaction`);
    await pause(AGAIN_AFTER_MS);
  }
}

/** `null`: its coordinator cannot say yet. */
async function stateOf(admin: Admin, slot: string, until: number): Promise<string | null> {
  const describe = await apiOf<DescribeTransactions>(admin, 'DescribeTransactions');
  try {
    const { transactionStates } = await describe.async(await connectToCoordinator(admin, slot), [slot]);
    return transactionStates[0]!.transactionState;
  } catch (error) {
    if (isProtocolError(error, 'TRANSACTIONAL_ID_NOT_FOUND')) return 'Empty';
    if (Date.now() <= until && SETTLING.some((name) => isProtocolError(error, name))) return null;
    throw error;
  }
}

/** Every partition a slot can have written to. */
export interface Span {
  readonly metadata: ClusterMetadata;
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
}

/** The partitions of `outputs` now. Throws any fault of a broker, and where a topic that can be seen has no leader. */
export async function spanOf(admin: Admin, outputs: Outputs): Promise<Span> {
  const isOutput = (topic: string): boolean =>
    outputs.some((output) => (output.endsWith('.') ? topic.startsWith(output) : topic === output));
  const topics = (await admin.listTopics()).filter(isOutput);
  const metadata = await admin.metadata({ topics });
  const partitions = topics.flatMap((topic) =>
    Array.from({ length: metadata.topics.get(topic)!.partitionsCount }, (_, partition) => ({ topic, partition })),
  );
  return { metadata, partitions };
}

/**
 * Ends a transaction of `producer` that spans all of that and the group's offsets, and holds nothing. To be called once its
 * InitProducerId was answered and before anything else. Throws any fault of a broker.
 */
export async function endOrphans(producer: Producer, view: View, span: Span, end: End): Promise<void> {
  const transaction = await producer.beginTransaction();
  await transaction.addConsumer(view.member);
  await transaction.addPartitions(span.metadata, span.partitions as never);
  await transaction[end]();
}
