// Where a topic begins and ends, asked without a group.
import type { Consumer } from '@platformatic/kafka';
import { KafkaFault } from './kafka-fault.js';

/** To the very end: a transaction may be open or aborted below it. */
export const READ_UNCOMMITTED = 0;
/** To where the last transaction that is no longer open ended. */
export const READ_COMMITTED = 1;

/**
 * The offset of `timestamp` (first or last) in each partition the topic has now, by number. Isolation is always said: the
 * client's own default is to stop at the first open transaction. On a fault the metadata is forgotten.
 */
export async function listTopicOffsets(
  client: Consumer,
  topic: string,
  timestamp: bigint,
  isolationLevel: typeof READ_UNCOMMITTED | typeof READ_COMMITTED,
): Promise<bigint[]> {
  try {
    const listed = (await client.listOffsets({ topics: [topic], timestamp, isolationLevel })).get(topic);
    if (!listed || listed.length === 0) throw new KafkaFault('GW_NO_TOPIC', `topic \`${topic}\` is not known`);
    return Array.from(listed);
  } catch (error) {
    client.clearMetadata();
    throw error;
  }
}
