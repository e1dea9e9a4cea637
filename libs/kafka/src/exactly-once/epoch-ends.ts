// Where a leader's epoch ends in each partition, as the log has it now: below it stands what that leader wrote, and nothing else.
import {
  type API,
  type ClusterMetadata,
  type Connection,
  type Consumer,
  kGetConnection,
  type offsetForLeaderEpochV4,
} from '@platformatic/kafka';
import { answer } from '../answer.js';
import { KafkaFault } from '../kafka-fault.js';
import { apiOf } from '../transaction-coordinator.js';

type OffsetForLeaderEpoch = API<
  offsetForLeaderEpochV4.OffsetForLeaderEpochRequest,
  offsetForLeaderEpochV4.OffsetForLeaderEpochResponse
>;

const CONSUMER = -1;
const UNFENCED = -1;

/**
 * By partition, one past the last offset of the epoch given or, where the log has none of it, of the last one before; -1 where
 * the log has never been so far. `metadata` holds the topic. Throws any fault of a broker, and for a partition without a leader.
 */
export async function epochEnds(
  client: Consumer,
  metadata: ClusterMetadata,
  topic: string,
  epochs: ReadonlyMap<number, number>,
): Promise<Map<number, bigint>> {
  const api = await apiOf<OffsetForLeaderEpoch>(client, 'OffsetForLeaderEpoch');
  const byLeader = new Map<number, [number, number][]>();
  for (const [partition, epoch] of epochs) {
    const leader = metadata.topics.get(topic)?.partitions[partition]?.leader ?? -1;
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), [partition, epoch]]);
  }
  const answers = await Promise.all(
    [...byLeader].map(async ([leader, asked]) => {
      const broker = metadata.brokers.get(leader);
      if (!broker) throw new KafkaFault('GW_NO_LEADER', `a partition of \`${topic}\` has no leader`);
      const connection = await answer<Connection>((callback) => client[kGetConnection](broker, callback));
      const partitions = asked.map(([partitionIndex, leaderEpoch]) => ({
        ...{ partitionIndex, leaderEpoch },
        currentLeaderEpoch: UNFENCED,
      }));
      return api.async(connection, CONSUMER, [{ name: topic, partitions }]);
    }),
  );
  const ends = answers.flatMap(({ topics }) => topics).flatMap(({ partitions }) => partitions);
  return new Map(ends.map(({ partition, endOffset }) => [partition, endOffset]));
}
