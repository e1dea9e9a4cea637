// Ends what a broker took for ended and did not end: a transaction whose markers were never written.
//
// Kafka 4.3 (`KRaftMetadataCache.getPartitionLeaderEndpoint`) takes a partition that has no leader for one that was deleted,
// and leaves its marker out. A broker that dies and comes back is without leaders for a moment; a transaction that was open
// then is completed without a marker anywhere. What it wrote hangs, its offsets stay pending, and the next *commit* of the
// same producer would make all of it count. An abort of the same producer over every partition it can have written ends it
// as it should have been (ADR 0025).
import type { Producer } from '@platformatic/kafka';
import { openAdmin } from '../clients.js';
import type { KafkaConnection } from '../connection.js';
import type { View } from './membership.js';

/** Topics a slot's transactions write to; a name that ends with a dot stands for every topic that begins with it. */
export type Outputs = readonly string[];

/**
 * Aborts a transaction of `producer` that spans all partitions of `outputs` and the group's offsets. To be called once its
 * InitProducerId was answered and before anything else: nothing of its own is open then. Throws any fault of a broker.
 */
export async function endOrphans(
  producer: Producer,
  view: View,
  { connection, slot, outputs }: { connection: KafkaConnection; slot: string; outputs: Outputs },
): Promise<void> {
  const admin = openAdmin(connection, `${slot}-outputs`);
  const all = await admin.listTopics().finally(() => admin.close());
  const isOutput = (topic: string): boolean =>
    outputs.some((output) => (output.endsWith('.') ? topic.startsWith(output) : topic === output));
  const topics = all.filter(isOutput);
  const transaction = await producer.beginTransaction();
  await transaction.addConsumer(view.member);
  if (topics.length > 0) {
    const metadata = await producer.metadata({ topics });
    const partitions = topics.flatMap((topic) =>
      Array.from({ length: metadata.topics.get(topic)!.partitionsCount }, (_, partition) => ({ topic, partition })),
    );
    await transaction.addPartitions(metadata, partitions as never);
  }
  await transaction.abort();
}
