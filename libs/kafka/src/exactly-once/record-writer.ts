// Messages as the records of a batch (magic 2), written flat: one buffer for a partition, no object for a field.
import type { OutMessage } from '../out-message.js';

/** Records of one batch, not yet compressed. */
export interface WrittenRecords {
  readonly count: number;
  readonly bytes: Buffer;
}

/** Most records hold 64 to 8,191 bytes: their length then takes two. */
const LENGTH_BYTES = 2;
const FIRST_BYTES = 1 << 20;
/** Bytes of a varint, at most. */
const VARINT = 5;

/** Bytes of a length written as a zigzag varint. */
function sizeOfLength(length: number): number {
  let size = 1;
  for (let rest = length * 2; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** A writer of records; what it gives does not change afterwards. Order is kept. Throws nothing but for memory. */
export function createRecordWriter(): (messages: readonly OutMessage[], limit: number) => WrittenRecords[] {
  let bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let at = 0;
  const shared = new WeakMap<object, { readonly count: number; readonly bytes: Buffer }>();

  function reserve(more: number): void {
    if (at + more <= bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, at + more));
    bytes.copy(grown, 0, 0, at);
    bytes = grown;
  }

  function writeLength(length: number): void {
    let rest = length * 2;
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    bytes[at++] = rest;
  }

  function writeText(text: string): void {
    reserve(text.length * 3 + VARINT);
    const length = Buffer.byteLength(text);
    writeLength(length);
    at += bytes.write(text, at, length === text.length ? 'latin1' : 'utf8');
  }

  function writeBytes(data: Uint8Array): void {
    reserve(data.length + VARINT);
    writeLength(data.length);
    bytes.set(data, at);
    at += data.length;
  }

  function writeHeaders(headers: Readonly<Record<string, string>>): number {
    let count = 0;
    for (const name in headers) {
      writeText(name);
      writeText(headers[name]!);
      count += 1;
    }
    return count;
  }

  /** The bytes of headers that many messages share, made once for each such object. */
  function sharedBytes(headers: Readonly<Record<string, string>>): { count: number; bytes: Buffer } {
    const known = shared.get(headers);
    if (known) return known;
    const from = at;
    const count = writeHeaders(headers);
    const made = { count, bytes: Buffer.from(bytes.subarray(from, at)) };
    at = from;
    shared.set(headers, made);
    return made;
  }

  function countOf(headers: Readonly<Record<string, string>> | undefined): number {
    let count = 0;
    for (const _name in headers) count += 1;
    return count;
  }

  function writeRecord({ key, value, headers, sharedHeaders }: OutMessage, turn: number): void {
    const common = sharedHeaders === undefined ? undefined : sharedBytes(sharedHeaders);
    reserve(LENGTH_BYTES + 4 * VARINT + (common?.bytes.length ?? 0));
    at += LENGTH_BYTES;
    const from = at;
    bytes[at++] = 0; // attributes
    bytes[at++] = 0; // of the batch's own timestamp
    writeLength(turn);
    writeText(key);
    if (typeof value === 'string') writeText(value);
    else writeBytes(value);
    reserve(2 * VARINT + (common?.bytes.length ?? 0));
    writeLength(countOf(headers) + (common?.count ?? 0));
    if (common) {
      bytes.set(common.bytes, at);
      at += common.bytes.length;
    }
    if (headers) writeHeaders(headers);
    const length = at - from;
    const move = sizeOfLength(length) - LENGTH_BYTES;
    if (move !== 0) {
      reserve(VARINT);
      bytes.copyWithin(from + move, from, at);
    }
    at = from - LENGTH_BYTES;
    writeLength(length);
    at += length;
  }

  return (messages, limit) => {
    const written: WrittenRecords[] = [];
    let count = 0;
    at = 0;
    const finish = (end: number): void => {
      if (count > 0) written.push({ count, bytes: Buffer.from(bytes.subarray(0, end)) });
      at = 0;
      count = 0;
    };
    for (const message of messages) {
      const from = at;
      writeRecord(message, count);
      if (at > limit && count > 0) {
        finish(from);
        writeRecord(message, 0);
      }
      count += 1;
    }
    finish(at);
    return written;
  };
}
