// One Fetch, outside any fetch session: records of a topic from given positions, and where each partition ends.
import { type API, type Base, type Connection, type fetchV17, kGetApi, kGetConnection } from '@platformatic/kafka';
import { createAbortedQuestion } from './aborted-transactions.js';
import { answer } from './answer.js';
import { KafkaFault } from './kafka-fault.js';

type FetchApi = API<fetchV17.FetchRequest, fetchV17.FetchResponse>;

/** A record as consumed. */
export interface SourceRecord {
  readonly partition: number;
  readonly offset: bigint;
  /** Epoch of the leader that took it. */
  readonly leaderEpoch: number;
  /** Epoch milliseconds, as the producer gave them. */
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Name and content of every header; read one with {@link headerOf}. */
  readonly headers: readonly (readonly [Buffer | null, Buffer | null])[];
}

/** What one partition gave. */
export interface FetchedPartition {
  readonly partition: number;
  /** One past the last offset a reader may see. */
  readonly highWatermark: bigint;
  /** One past the last offset a reader of committed messages may see. */
  readonly stableOffset: bigint;
  /** In offset order, none below the position asked for. */
  readonly records: readonly SourceRecord[];
  /** Where to read on. */
  readonly nextOffset: bigint;
}

export interface FetchLimits {
  /** How long the broker may wait for `minBytes`; 0: answer at once. */
  readonly maxWaitMs: number;
  readonly minBytes: number;
  /** Compressed bytes per partition, and in all; a larger batch still comes alone. */
  readonly partitionBytes: number;
  readonly maxBytes: number;
  /** Gives nothing of a transaction that is open or was aborted (isolation 1). */
  readonly committedOnly?: boolean;
}

const TRANSACTIONAL_BATCH = 1 << 4;
const CONTROL_BATCH = 1 << 5;

/**
 * Fetches, with isolation 0 unless told, from the leaders of `positions`' partitions. Gives one entry for each of them, or throws: a
 * partition that is missing in the answer is a fault, never "nothing new". Retries nothing; on a fault the metadata is forgotten.
 */
export async function fetchRecords(
  client: Base,
  topic: string,
  positions: ReadonlyMap<number, bigint>,
  limits: FetchLimits,
): Promise<FetchedPartition[]> {
  try {
    const metadata = await client.metadata({ topics: [topic] });
    const known = metadata.topics.get(topic);
    if (!known) throw new KafkaFault('GW_NO_TOPIC', `topic \`${topic}\` is not known`);
    const byLeader = new Map<number, number[]>();
    for (const partition of positions.keys()) {
      const leader = known.partitions[partition]?.leader ?? -1;
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), partition]);
    }
    const answers = await Promise.all(
      [...byLeader].map(async ([leader, partitions]) => {
        const broker = metadata.brokers.get(leader);
        if (!broker) throw new KafkaFault('GW_NO_LEADER', `a partition of \`${topic}\` has no leader`);
        return fetchFrom(client, broker, { name: topic, id: known.id }, partitions, positions, limits);
      }),
    );
    return answers.flat();
  } catch (error) {
    client.clearMetadata();
    throw error;
  }
}

async function fetchFrom(
  client: Base,
  broker: { host: string; port: number },
  topic: { name: string; id: string },
  partitions: readonly number[],
  positions: ReadonlyMap<number, bigint>,
  limits: FetchLimits,
): Promise<FetchedPartition[]> {
  const connection = await answer<Connection>((callback) => client[kGetConnection](broker, callback));
  const api = await answer<FetchApi>((callback) => client[kGetApi]('Fetch', callback as never));
  const response = await api.async(
    connection,
    limits.maxWaitMs,
    limits.minBytes,
    limits.maxBytes,
    limits.committedOnly ? 1 : 0,
    0,
    -1,
    [
      {
        // Fetch up to version 12 names topics, later versions give their ids.
        topicId: api.version <= 12 ? topic.name : topic.id,
        partitions: partitions.map((partition) => ({
          partition,
          currentLeaderEpoch: -1,
          fetchOffset: positions.get(partition)!,
          lastFetchedEpoch: -1,
          partitionMaxBytes: limits.partitionBytes,
        })),
      },
    ],
    [],
    '',
  );
  const answered = new Map(response.responses.flatMap((one) => one.partitions).map((one) => [one.partitionIndex, one]));
  return partitions.map((partition) => {
    const given = answered.get(partition);
    if (!given) throw new KafkaFault('GW_FETCH_INCOMPLETE', `the broker left out a partition of \`${topic.name}\``);
    return readPartition(partition, given, positions.get(partition)!, limits.committedOnly ?? false);
  });
}

type GivenPartition = fetchV17.FetchResponsePartition;

function readPartition(
  partition: number,
  given: GivenPartition,
  from: bigint,
  committedOnly: boolean,
): FetchedPartition {
  const isAborted = createAbortedQuestion(committedOnly ? given.abortedTransactions : []);
  const records: SourceRecord[] = [];
  let nextOffset = from;
  for (const batch of given.records ?? []) {
    const end = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if (end > nextOffset) nextOffset = end;
    const isMarker = (batch.attributes & CONTROL_BATCH) !== 0;
    const isTransactional = (batch.attributes & TRANSACTIONAL_BATCH) !== 0;
    const asked = { producerId: batch.producerId, offset: end - 1n, isTransactional, isMarker };
    if (isAborted(asked) || isMarker) continue;
    for (const record of batch.records) {
      const offset = batch.firstOffset + BigInt(record.offsetDelta);
      if (offset < from) continue;
      records.push({
        partition,
        offset,
        leaderEpoch: batch.partitionLeaderEpoch,
        timestamp: batch.firstTimestamp + record.timestampDelta,
        key: record.key,
        value: record.value,
        headers: record.headers,
      });
    }
  }
  const { highWatermark, lastStableOffset: stableOffset } = given;
  return { partition, highWatermark, stableOffset, records, nextOffset };
}

/** Content of the last header of this name, as text; `undefined` if there is none. Never throws. */
export function headerOf(record: Pick<SourceRecord, 'headers'>, name: string): string | undefined {
  const wanted = Buffer.from(name);
  for (let i = record.headers.length - 1; i >= 0; i -= 1) {
    const header = record.headers[i]!;
    if (header[0] && header[1] && wanted.equals(header[0])) return header[1].toString();
  }
  return undefined;
}
