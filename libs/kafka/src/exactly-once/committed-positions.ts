// Where to read on: the offsets the group has committed, once no transaction can change them any more.
import { type API, type Connection, type Consumer, kGetConnection, type offsetFetchV9 } from '@platformatic/kafka';
import { answer } from '../answer.js';
import { isProtocolError, KafkaFault } from '../kafka-fault.js';
import { pause } from '../pause.js';
import { apiOf } from '../transaction-coordinator.js';
import { epochEnds } from './epoch-ends.js';
import type { View } from './membership.js';
import { epochToAsk, resumeAt, type Committed, type Displaced } from './resume-at.js';

type OffsetFetch = API<offsetFetchV9.OffsetFetchRequest, offsetFetchV9.OffsetFetchResponse>;

const EARLIEST = -2n;
const UNSTABLE_AGAIN_AFTER_MS = 10;

/** A partition that is not read on at the offset committed. */
export interface DisplacedPlace extends Displaced {
  readonly partition: number;
  readonly committed: bigint;
}

export interface Positions {
  /** Id of the topic they are places of. */
  readonly topicId: string;
  readonly from: ReadonlyMap<number, bigint>;
  readonly displaced: readonly DisplacedPlace[];
}

/**
 * Committed offsets of the view's partitions, asked with `requireStable`: an offset that a pending transaction may still
 * change is waited for. Where nothing is committed, the earliest there is; where what is committed is no place any more, see
 * {@link resumeAt}. `null` when the view no longer holds. Throws on any other fault.
 */
export async function committedPositions(
  view: View,
  topic: string,
  fetcher: Consumer,
  holds: () => boolean,
): Promise<Positions | null> {
  const committed = await stableOffsets(view, topic, holds);
  if (committed === null) return null;
  const metadata = await fetcher.metadata({ topics: [topic], forceUpdate: true });
  const { id: topicId, partitions } = metadata.topics.get(topic)!;
  const epochs = [...committed].map(([partition, one]) => {
    const leaderEpoch = partitions[partition]?.leaderEpoch ?? -1;
    return [partition, epochToAsk(one, { id: topicId, leaderEpoch })] as const;
  });
  const ends = await epochEnds(fetcher, metadata, topic, new Map(epochs));
  const asked = { topics: [topic], partitions: { [topic]: [...view.partitions] }, timestamp: EARLIEST };
  const earliest = (await fetcher.listOffsets(asked)).get(topic);
  const from = new Map<number, bigint>();
  const displaced: DisplacedPlace[] = [];
  for (const partition of view.partitions) {
    const [first, one, end] = [earliest?.[partition], committed.get(partition), ends.get(partition)];
    if (first === undefined || one === undefined || end === undefined) {
      throw new KafkaFault('GW_NO_POSITION', `partition ${partition} of \`${topic}\` has no position`);
    }
    const at = resumeAt(one, { topicId, first, end });
    from.set(partition, typeof at === 'bigint' ? at : at.from);
    if (typeof at !== 'bigint') displaced.push({ ...at, partition, committed: one.offset });
  }
  return { topicId, from, displaced };
}

async function stableOffsets(
  view: View,
  topic: string,
  holds: () => boolean,
): Promise<ReadonlyMap<number, Committed> | null> {
  while (holds()) {
    try {
      return await askOffsets(view, topic);
    } catch (error) {
      if (!isProtocolError(error, 'UNSTABLE_OFFSET_COMMIT')) throw error;
      await pause(UNSTABLE_AGAIN_AFTER_MS);
    }
  }
  return null;
}

async function askOffsets(view: View, topic: string): Promise<ReadonlyMap<number, Committed>> {
  const { member } = view;
  const metadata = await member.metadata({ topics: [topic] });
  const broker = metadata.brokers.get(view.coordinatorId);
  if (!broker) throw new KafkaFault('GW_NO_COORDINATOR', `group \`${view.groupId}\` has no coordinator`);
  const connection = await answer<Connection>((callback) => member[kGetConnection](broker, callback));
  const api = await apiOf<OffsetFetch>(member, 'OffsetFetch');
  if (api.version < 8)
    throw new KafkaFault('GW_BROKER_TOO_OLD', 'the broker knows no stable offsets of several groups');
  const { groups } = await api.async(
    connection,
    [
      {
        groupId: view.groupId,
        memberId: view.memberId,
        memberEpoch: -1,
        topics: [{ name: topic, partitionIndexes: [...view.partitions] }],
      },
    ],
    true,
  );
  const partitions = groups[0]?.topics.find(({ name }) => name === topic)?.partitions ?? [];
  return new Map(
    partitions.map((one) => [
      one.partitionIndex,
      { offset: one.committedOffset, leaderEpoch: one.committedLeaderEpoch, topicId: one.metadata || null },
    ]),
  );
}
