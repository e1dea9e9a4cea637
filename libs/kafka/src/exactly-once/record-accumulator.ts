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
  /** In order, compressed, cut below the limit but for a single message. Once: the buffer then is another batch's. */
  readonly drain: () => readonly WrittenRecords[];
}

export interface RecordAccumulator {
  /** Throws once `shares` has been asked for. */
  readonly append: (message: OutMessage) => void;
  topics(): string[];
  /**
   * Everything appended, by partition; asked for once. Throws `GW_NO_PARTITIONS` for a topic that has none, and
   * `GW_PARTITIONS_CHANGED` where one has another number of them than when messages were placed: they are for the wrong
   * partitions, and must be made anew.
   */
  shares(partitionsOf: (topic: string) => number): readonly Share[];
}

/** A partition in one batch. */
interface Place {
  readonly buffer: RecordBuffer;
  /** Cut off before what the buffer holds. */
  readonly cut: WrittenRecords[];
  isDrained: boolean;
}

/**
 * Gives an accumulator for each batch. They share what they learn of topics, and their buffers: one that has been drained
 * is written to by the next. Until it is known how many partitions a topic has, its messages wait as they are.
 * `limit`: bytes of one partition's part of one send, before compression.
 */
export function createAccumulators(limit = SEND_BYTES_PER_PARTITION): () => RecordAccumulator {
  const counts = new Map<string, number>();
  /** Empty ones, by the partition they were last written for: so each has the size its partition needs. */
  const spare = new Map<string, RecordBuffer>();

  return () => {
    const places = new Map<string, (Place | undefined)[]>();
    const waiting = new Map<string, OutMessage[]>();
    let isTaken = false;

    function append(message: OutMessage): void {
      if (isTaken) throw takenFault();
      const partitions = placesOf(message.topic);
      if (partitions === undefined) wait(message);
      else place(message, partitions);
    }

    function placesOf(topic: string): (Place | undefined)[] | undefined {
      const known = places.get(topic);
      if (known !== undefined) return known;
      const count = counts.get(topic);
      // What waits stays first.
      if (count === undefined || waiting.has(topic)) return undefined;
      const made = new Array<Place | undefined>(count).fill(undefined);
      places.set(topic, made);
      return made;
    }

    function wait(message: OutMessage): void {
      const others = waiting.get(message.topic);
      if (others === undefined) waiting.set(message.topic, [message]);
      else others.push(message);
    }

    function place(message: OutMessage, partitions: (Place | undefined)[]): void {
      const partition = partitionOf(message.key, partitions.length);
      const mine = (partitions[partition] ??= newPlace(nameOf(message.topic, partition)));
      if (mine.buffer.append(message, limit)) return;
      cutOff(mine);
      mine.buffer.append(message, limit);
    }

    function newPlace(name: string): Place {
      const buffer = spare.get(name) ?? new RecordBuffer();
      spare.delete(name);
      return { buffer, cut: [], isDrained: false };
    }

    function drain(name: string, place: Place): readonly WrittenRecords[] {
      if (place.isDrained) throw takenFault();
      place.isDrained = true;
      cutOff(place);
      spare.set(name, place.buffer);
      return place.cut;
    }

    return {
      append,
      topics: () => [...new Set([...places.keys(), ...waiting.keys()])],
      shares(partitionsOf) {
        if (isTaken) throw takenFault();
        isTaken = true;
        for (const topic of [...places.keys(), ...waiting.keys()]) counts.set(topic, countOf(topic, partitionsOf));
        for (const [topic, partitions] of places) {
          if (partitions.length === counts.get(topic)) continue;
          throw new KafkaFault('GW_PARTITIONS_CHANGED', `topic \`${topic}\` has another number of partitions now`);
        }
        for (const [topic, messages] of waiting) {
          waiting.delete(topic);
          const partitions = placesOf(topic)!;
          for (const message of messages) place(message, partitions);
        }
        return [...places].flatMap(([topic, partitions]) =>
          partitions.flatMap((one, partition) =>
            one === undefined ? [] : [{ topic, partition, drain: () => drain(nameOf(topic, partition), one) }],
          ),
        );
      },
    };
  };
}

function cutOff({ buffer, cut }: Place): void {
  cut.push(compressRecords(buffer.written));
  buffer.clear();
}

const takenFault = (): KafkaFault => new KafkaFault('GW_BATCH_TAKEN', 'what this batch sends has been taken');

const nameOf = (topic: string, partition: number): string => `${topic}:${partition}`;

function countOf(topic: string, partitionsOf: (topic: string) => number): number {
  const count = partitionsOf(topic);
  if (Number.isInteger(count) && count > 0) return count;
  throw new KafkaFault('GW_NO_PARTITIONS', `topic \`${topic}\` has no partitions`);
}
