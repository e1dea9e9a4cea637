// Where to read on: the offsets the group has committed, once no transaction can change them any more.
import {
  type API,
  type Connection,
  type Consumer,
  kGetApi,
  kGetConnection,
  type offsetFetchV9,
} from '@platformatic/kafka';
import { answer } from '../answer.js';
import { isProtocolError, KafkaFault } from '../kafka-fault.js';
import { pause } from '../pause.js';
import type { View } from './membership.js';

type OffsetFetch = API<offsetFetchV9.OffsetFetchRequest, offsetFetchV9.OffsetFetchResponse>;

const EARLIEST = -2n;
const UNSTABLE_AGAIN_AFTER_MS = 10;

export interface Positions {
  readonly from: Map<number, bigint>;
  /** Records that went past retention before they could be consumed. */
  readonly expired: bigint;
}

/**
 * Committed offsets of the view's partitions, asked with `requireStable`: an offset that a pending transaction may still
 * change is waited for. Where nothing is committed, or it is past retention, the earliest there is. `null` when the view no
 * longer holds. Throws on any other fault.
 */
export async function committedPositions(
  view: View,
  topic: string,
  fetcher: Consumer,
  holds: () => boolean,
): Promise<Positions | null> {
  const committed = await stableOffsets(view, topic, holds);
  if (committed === null) return null;
  const partitions = { [topic]: [...view.partitions] };
  const earliest = (await fetcher.listOffsets({ topics: [topic], partitions, timestamp: EARLIEST })).get(topic);
  const from = new Map<number, bigint>();
  let expired = 0n;
  for (const partition of view.partitions) {
    const first = earliest?.[partition];
    const next = committed.get(partition);
    if (first === undefined || next === undefined) {
      throw new KafkaFault('GW_NO_POSITION', `partition ${partition} of \`${topic}\` has no position`);
    }
    if (next >= 0n && next < first) expired += first - next;
    from.set(partition, next < first ? first : next);
  }
  return { from, expired };
}

async function stableOffsets(view: View, topic: string, holds: () => boolean): Promise<Map<number, bigint> | null> {
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

async function askOffsets(view: View, topic: string): Promise<Map<number, bigint>> {
  const { member } = view;
  const metadata = await member.metadata({ topics: [topic] });
  const broker = metadata.brokers.get(view.coordinatorId);
  if (!broker) throw new KafkaFault('GW_NO_COORDINATOR', `group \`${view.groupId}\` has no coordinator`);
  const connection = await answer<Connection>((callback) => member[kGetConnection](broker, callback));
  const api = await answer<OffsetFetch>((callback) => member[kGetApi]('OffsetFetch', callback as never));
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
  return new Map(partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]));
}
