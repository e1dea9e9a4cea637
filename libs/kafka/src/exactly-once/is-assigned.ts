// Whether a group reads all of its topic: partitions added later are nobody's until the group assigns anew.
import {
  type API,
  type Connection,
  type Consumer,
  decodeConsumerProtocolAssignment,
  kGetConnection,
  type describeGroupsV5,
} from '@platformatic/kafka';
import { answer } from '../answer.js';
import { KafkaFault } from '../kafka-fault.js';
import { apiOf } from '../transaction-coordinator.js';

type DescribeGroups = API<describeGroupsV5.DescribeGroupsRequest, describeGroupsV5.DescribeGroupsResponse>;

/** A member in a generation of its group, and the group's coordinator. */
export interface Asking {
  readonly member: Consumer;
  readonly groupId: string;
  readonly coordinatorId: number;
}

/**
 * True where every partition the topic has now is some member's and none is that it has not, and while the group is assigning.
 * The broker is asked for both: a member that came back took its old partitions, and knows of no others. Throws any fault.
 */
export async function isAssigned({ member, groupId, coordinatorId }: Asking, topic: string): Promise<boolean> {
  const metadata = await member.metadata({ topics: [topic], forceUpdate: true });
  const broker = metadata.brokers.get(coordinatorId);
  if (!broker) throw new KafkaFault('GW_NO_COORDINATOR', `group \`${groupId}\` has no coordinator`);
  const connection = await answer<Connection>((callback) => member[kGetConnection](broker, callback));
  const api = await apiOf<DescribeGroups>(member, 'DescribeGroups');
  const { groups } = await api.async(connection, [groupId], false);
  const group = groups[0];
  if (group?.groupState !== 'Stable') return true;
  const assigned = group.members
    .flatMap(({ memberAssignment }) => decodeConsumerProtocolAssignment(memberAssignment).assignedPartitions)
    .flatMap((one) => (one.topic === topic ? one.partitions : []));
  const { partitionsCount } = metadata.topics.get(topic)!;
  return new Set(assigned).size === partitionsCount && assigned.every((partition) => partition < partitionsCount);
}
