// Where each partition of one assignment is to be read on: asked of whoever keeps it, and held against what the broker has.
import type { Kafka } from 'kafkajs';
import { KafkaFault } from './kafka-fault.js';

/** Offsets of a partition, `to` excluded. */
export interface Gap {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

/** A range of a partition as the broker gave it, `nextOffset` excluded. */
export interface Range {
  readonly topic: string;
  readonly partition: number;
  readonly first: bigint;
  readonly nextOffset: bigint;
}

export interface Place {
  /** The offset to read on at. */
  readonly next: bigint;
  /** It was asked for only now, and the range does not begin there: it must be sought, or what lies between is passed over. */
  readonly isElsewhere: boolean;
}

/** A partition's name among those of all topics. */
export const nameOf = ({ topic, partition }: Pick<Range, 'topic' | 'partition'>): string => `${topic}:${partition}`;

export interface Places {
  /**
   * Rejects with what asking rejects with, and with `GW_TOPIC_REPLACED` where less is there than was read of it. Tells of a gap where
   * the broker removed what lay between, before the range is taken.
   */
  of(range: Range): Promise<Place>;
  moveTo(range: Range): void;
  /** It is asked for again. */
  forget(range: Range): void;
}

export interface PlacesOptions {
  readonly kafka: Kafka;
  readonly position: (topic: string, partition: number) => Promise<bigint | null>;
  readonly onGap: (gap: Gap) => void;
  /**
   * Topics that had less than was read of them when they were asked: once it has grown beyond that, nothing else would tell. What has
   * outgrown it before it was asked for the first time is not noticed.
   */
  readonly replaced: Set<string>;
}

export function createPlaces({ kafka, position, onGap, replaced }: PlacesOptions): Places {
  const places = new Map<string, bigint>();
  /** Where a partition began of which nothing is kept: it may be offered again from further on. */
  const begun = new Map<string, bigint>();

  const ask = async (range: Range): Promise<bigint> => {
    const { topic, partition, first } = range;
    const kept = (await position(topic, partition)) ?? begun.get(nameOf(range));
    if (kept === undefined) {
      begun.set(nameOf(range), first);
      return first;
    }
    const { low, high } = await offsetsOf(kafka, topic, partition);
    if (kept > high) replaced.add(topic);
    if (replaced.has(topic)) {
      throw new KafkaFault('GW_TOPIC_REPLACED', `topic \`${topic}\` has less than was read of it`);
    }
    if (low > kept) onGap({ topic, partition, from: kept, to: low });
    return low > kept ? low : kept;
  };

  /**
   * What was removed while it was being read: kafkajs then goes on at the first the broker has, and says nothing. The broker is asked,
   * since offsets that were never anybody's may be left out too.
   */
  const tellIfRemoved = async ({ topic, partition, first }: Range, known: bigint): Promise<void> => {
    const { low } = await offsetsOf(kafka, topic, partition);
    if (low > known) onGap({ topic, partition, from: known, to: low < first ? low : first });
  };

  return {
    async of(range) {
      const known = places.get(nameOf(range));
      // What ends before it was read already: either kafkajs was sent on since, or the topic is another one.
      if (known !== undefined && known <= range.nextOffset) {
        if (known < range.first) await tellIfRemoved(range, known);
        return { next: known, isElsewhere: false };
      }
      const next = await ask(range);
      places.set(nameOf(range), next);
      return { next, isElsewhere: next !== range.first };
    },
    moveTo: (range) => void places.set(nameOf(range), range.nextOffset),
    forget: (range) => void places.delete(nameOf(range)),
  };
}

/** The first offset the broker still has, and one past its last. */
async function offsetsOf(kafka: Kafka, topic: string, partition: number): Promise<{ low: bigint; high: bigint }> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    const found = offsets.find((one) => one.partition === partition);
    if (!found) throw new KafkaFault('GW_NO_PARTITION', `a partition of \`${topic}\` is not known`);
    return { low: BigInt(found.low), high: BigInt(found.high) };
  } finally {
    await admin.disconnect();
  }
}
