// What goes out to Kafka, and how it is cut into sends that no broker refuses for their size.
import { partitionOf } from './partition-of.js';

/** A message to produce. Every topic of ours is keyed; the key alone chooses the partition. */
export interface OutMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** More headers, the same object for many messages: its bytes are made once. No name may stand in both. */
  readonly sharedHeaders?: Readonly<Record<string, string>>;
}

/** A message as the client takes it, its partition chosen. */
export interface PlacedMessage {
  readonly topic: string;
  readonly partition: number;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers?: Map<Buffer, Buffer>;
}

/** Most bytes, before compression, of one partition's part of one send: under the broker's default limit of 1,048,588. */
export const SEND_BYTES_PER_PARTITION = 900_000;

/** Bytes a record adds beside key, value and headers, at most. */
const RECORD_OVERHEAD = 40;

/** Places messages: `partitionsOf` gives the partition count of a topic. Order is kept. */
export function place(messages: readonly OutMessage[], partitionsOf: (topic: string) => number): PlacedMessage[] {
  return messages.map(({ topic, key, value, headers, sharedHeaders }) => {
    const bytes = Buffer.from(key);
    const all = headers && sharedHeaders ? { ...sharedHeaders, ...headers } : (headers ?? sharedHeaders);
    return {
      topic,
      partition: partitionOf(bytes, partitionsOf(topic)),
      key: bytes,
      value: typeof value === 'string' ? Buffer.from(value) : value,
      ...(all === undefined ? {} : { headers: encodeHeaders(all) }),
    };
  });
}

/**
 * Cuts messages into sends: in none of them does one partition get more than `limit` bytes, unless a single message does.
 * Sent one after another they keep the order of every partition; together they are all messages, in the order given.
 */
export function cutIntoSends(
  messages: readonly PlacedMessage[],
  limit: number = SEND_BYTES_PER_PARTITION,
): PlacedMessage[][] {
  const sends: PlacedMessage[][] = [];
  let bytes = new Map<string, number>();
  let send: PlacedMessage[] = [];
  for (const message of messages) {
    const place = `${message.topic}:${message.partition}`;
    const size = sizeOf(message);
    const filled = (bytes.get(place) ?? 0) + size;
    if (filled > limit && bytes.has(place)) {
      sends.push(send);
      send = [];
      bytes = new Map();
      bytes.set(place, size);
    } else bytes.set(place, filled);
    send.push(message);
  }
  if (send.length > 0) sends.push(send);
  return sends;
}

/** Bytes of a message in a batch, at most. */
export function sizeOf({ key, value, headers }: PlacedMessage): number {
  let size = RECORD_OVERHEAD + key.length + value.length;
  for (const [name, content] of headers ?? []) size += name.length + content.length + 10;
  return size;
}

const names = new Map<string, Buffer>();

function encodeHeaders(headers: Readonly<Record<string, string>>): Map<Buffer, Buffer> {
  const encoded = new Map<Buffer, Buffer>();
  for (const name of Object.keys(headers)) encoded.set(nameBytes(name), Buffer.from(headers[name]!));
  return encoded;
}

/** Header names are few and fixed: their bytes are made once. */
function nameBytes(name: string): Buffer {
  let bytes = names.get(name);
  if (bytes === undefined) {
    bytes = Buffer.from(name);
    if (names.size < 1_000) names.set(name, bytes);
  }
  return bytes;
}
