// What one batch sends, written out by partition as it is told: nothing that was made for a message outlives the next.
import { KafkaFault } from '../kafka-fault.js';
import { SEND_BYTES_PER_PARTITION, type OutMessage } from '../out-message.js';
import { partitionOf } from '../partition-of.js';
import { compressRecords } from './record-batch.js';
import { RecordBuffer, type WrittenRecords } from './record-buffer.js';

/** What one partition gets. */
export interface Share {
  readonly topic: string;
  readonly partition: number;
  /** In order, compressed, cut so that no broker refuses one for its size. Once: the buffer then goes to the next batch. */
  readonly drain: () => readonly WrittenRecords[];
}

export interface RecordAccumulator {
  readonly append: (message: OutMessage) => void;
  topics(): readonly string[];
  /**
   * Everything appended, by partition. Throws `GW_PARTITIONS_CHANGED` where a topic has another number of partitions than
   * when messages were placed: they are for the wrong ones, and must be made anew.
   */
  shares(partitionsOf: (topic: string) => number): readonly Share[];
}

/** A partition in one batch. */
interface Place {
  readonly buffer: RecordBuffer;
  /** Cut off before what the buffer holds. */
  readonly cut: WrittenRecords[];
}

/**
 * Gives an accumulator for each batch. They share what they learn of topics, and their buffers: one that has been drained
 * is written to by the next. Until it is known how many partitions a topic has, its messages wait as they are.
 * `limit`: bytes of one partition's part of one send, before compression.
 */
export function createAccumulators(limit = SEND_BYTES_PER_PARTITION): () => RecordAccumulator {
  const counts = new Map<string, number>();
  const spare = new Map<string, RecordBuffer>();

  return () => {
    const places = new Map<string, (Place | undefined)[]>();
    const waiting = new Map<string, OutMessage[]>();

    function append(message: OutMessage): void {
      const { topic } = message;
      const partitions = placesOf(topic);
      if (partitions === undefined) return wait(message);
      const key = Buffer.from(message.key);
      const partition = partitionOf(key, partitions.length);
      const place = (partitions[partition] ??= { buffer: takeBuffer(nameOf(topic, partition)), cut: [] });
      if (place.buffer.append(message, key, limit)) return;
      cutOff(place);
      place.buffer.append(message, key, limit);
    }

    function placesOf(topic: string): (Place | undefined)[] | undefined {
      const known = places.get(topic);
      if (known !== undefined) return known;
      const count = counts.get(topic);
      if (count === undefined) return undefined;
      const made = new Array<Place | undefined>(count).fill(undefined);
      places.set(topic, made);
      return made;
    }

    function wait(message: OutMessage): void {
      const others = waiting.get(message.topic);
      if (others === undefined) waiting.set(message.topic, [message]);
      else others.push(message);
    }

    function takeBuffer(name: string): RecordBuffer {
      const buffer = spare.get(name) ?? new RecordBuffer();
      spare.delete(name);
      return buffer;
    }

    function drain(name: string, place: Place): readonly WrittenRecords[] {
      cutOff(place);
      spare.set(name, place.buffer);
      return place.cut;
    }

    return {
      append,
      topics: () => [...places.keys(), ...waiting.keys()],
      shares(partitionsOf) {
        for (const [topic, partitions] of places) {
          counts.set(topic, partitionsOf(topic));
          if (counts.get(topic) === partitions.length) continue;
          throw new KafkaFault('GW_PARTITIONS_CHANGED', `topic \`${topic}\` has another number of partitions now`);
        }
        for (const [topic, messages] of waiting) {
          counts.set(topic, partitionsOf(topic));
          messages.forEach(append);
        }
        waiting.clear();
        return [...places].flatMap(([topic, partitions]) =>
          partitions.flatMap((place, partition) =>
            place === undefined ? [] : [{ topic, partition, drain: () => drain(nameOf(topic, partition), place) }],
          ),
        );
      },
    };
  };
}

const nameOf = (topic: string, partition: number): string => `${topic}:${partition}`;

function cutOff({ buffer, cut }: Place): void {
  cut.push(compressRecords(buffer.written));
  buffer.clear();
}
