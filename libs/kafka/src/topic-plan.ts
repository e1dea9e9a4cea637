// What the cluster must hold: a topic's settings, from the one table of topics.
import { SEGMENT_MS, TOPICS, topicOf, type Stream, type Topic } from '#wire';

/** A topic as it is to be created. */
export interface PlannedTopic {
  readonly topic: string;
  readonly partitions: number;
  readonly settings: Readonly<Record<string, string>>;
}

export type TopicName = keyof typeof TOPICS;

/** Partition counts that differ from the table's, by the table's name of the topic. */
export type PartitionCounts = Partial<Record<TopicName, number>>;

/** The topics that stand from the beginning: all of the table but the streams'. Throws on a count that is no power of two. */
export function planBaseTopics(counts: PartitionCounts = {}): PlannedTopic[] {
  return (Object.keys(TOPICS) as TopicName[])
    .filter((name) => name !== 'provision')
    .map((name) => plan(TOPICS[name].name, TOPICS[name], counts[name]));
}

/** The topic of one stream. Throws on a count that is no power of two. */
export function planStreamTopic(stream: Pick<Stream, 'id'>, partitions?: number): PlannedTopic {
  return plan(topicOf(stream.id), TOPICS.provision, partitions);
}

function plan(topic: string, table: Topic, partitions: number = table.partitions): PlannedTopic {
  if (!Number.isInteger(partitions) || partitions < 1 || (partitions & (partitions - 1)) !== 0) {
    throw new RangeError(`GW_PARTITIONS: topic \`${topic}\` needs a power of two of partitions`);
  }
  if (table.partitions === 1 && partitions !== 1) {
    throw new RangeError(`GW_PARTITIONS: topic \`${topic}\` has one partition`);
  }
  return { topic, partitions, settings: settingsOf(table.retentionMs) };
}

/**
 * What is kept for ever is the law, few messages of which none may be lost: each is on the disk before it is acknowledged, also
 * where one broker is all there is and its machine loses power. A segment is closed after a day at most, so that nothing outlives its
 * retention by more.
 */
function settingsOf(retentionMs: number): Record<string, string> {
  return {
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionMs),
    'retention.bytes': '-1',
    ...(retentionMs < 0 ? { 'flush.messages': '1' } : { 'segment.ms': String(Math.min(SEGMENT_MS, retentionMs)) }),
  };
}
