// Records of one partition (magic 2), written flat one behind another: no object for a record or a field.
import type { OutMessage } from '../out-message.js';

/** Records of one batch, compressed or not. */
export interface WrittenRecords {
  readonly count: number;
  readonly bytes: Buffer;
}

/** Of a new buffer; it doubles when it is full. */
const FIRST_BYTES = 1 << 14;
/** Most records hold 64 to 8,191 bytes: their length then takes two. */
const LENGTH_BYTES = 2;
/** Bytes of a varint, at most. */
const VARINT = 5;
/** Bytes a record takes besides key, value and headers, at most. */
const RECORD_BYTES = 2 + 5 * VARINT;
/** UTF-8 bytes of a UTF-16 unit, at most. */
const UNIT_BYTES = 3;
/** A text as short is written unit by unit; beyond it the platform's writer costs less. */
const SHORT = 128;

type Headers = Readonly<Record<string, string>>;

/** Bytes of headers that many messages share, made once for each such object. */
const shared = new WeakMap<Headers, WrittenRecords>();

/** Grows as it is written to, and keeps what it has grown to. Throws nothing but for memory. */
export class RecordBuffer {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #end = 0;
  #count = 0;

  /** Those written since the last `clear`. The bytes are this buffer's own: they change when it is written to again. */
  get written(): WrittenRecords {
    return { count: this.#count, bytes: this.#bytes.subarray(0, this.#end) };
  }

  clear(): void {
    this.#end = 0;
    this.#count = 0;
  }

  /** `false`: it would take what stands here over `limit` bytes, and was not written. */
  append({ key, value, headers, sharedHeaders }: OutMessage, limit: number): boolean {
    const common = sharedHeaders === undefined ? undefined : sharedBytes(sharedHeaders);
    this.#reserve(
      RECORD_BYTES + mostBytes(key) + mostBytes(value) + mostBytesOf(headers) + (common?.bytes.length ?? 0),
    );
    const bytes = this.#bytes;
    const start = this.#end + LENGTH_BYTES;
    let at = start;
    bytes[at++] = 0; // attributes
    bytes[at++] = 0; // of the batch's own timestamp
    at = writeLength(bytes, at, this.#count);
    at = writeText(bytes, at, key);
    at = typeof value === 'string' ? writeText(bytes, at, value) : writeBytes(bytes, at, value);
    at = writeLength(bytes, at, countOf(headers) + (common?.count ?? 0));
    if (common) {
      bytes.set(common.bytes, at);
      at += common.bytes.length;
    }
    if (headers) at = writeHeaders(bytes, at, headers);
    const length = at - start;
    const move = sizeOfLength(length) - LENGTH_BYTES;
    const end = at + move;
    if (end > limit && this.#count > 0) return false;
    if (move !== 0) bytes.copyWithin(start + move, start, at);
    writeLength(bytes, this.#end, length);
    this.#end = end;
    this.#count += 1;
    return true;
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + more));
    this.#bytes.copy(grown, 0, 0, this.#end);
    this.#bytes = grown;
  }
}

function sharedBytes(headers: Headers): WrittenRecords {
  const known = shared.get(headers);
  if (known) return known;
  const bytes = Buffer.allocUnsafe(mostBytesOf(headers));
  const made = { count: countOf(headers), bytes: Buffer.from(bytes.subarray(0, writeHeaders(bytes, 0, headers))) };
  shared.set(headers, made);
  return made;
}

function countOf(headers: Headers | undefined): number {
  let count = 0;
  for (const _name in headers) count += 1;
  return count;
}

const mostBytes = (data: string | Uint8Array): number =>
  typeof data === 'string' ? data.length * UNIT_BYTES : data.length;

function mostBytesOf(headers: Headers | undefined): number {
  let most = 0;
  for (const name in headers) most += mostBytes(name) + mostBytes(headers[name]!) + 2 * VARINT;
  return most;
}

/** Bytes of a length written as a zigzag varint. */
function sizeOfLength(length: number): number {
  let size = 1;
  for (let rest = length * 2; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

// Each writes at a place, and gives the place behind what it wrote. There must be room.

function writeLength(bytes: Buffer, at: number, length: number): number {
  let rest = length * 2;
  while (rest > 127) {
    bytes[at++] = (rest & 127) | 128;
    rest = Math.floor(rest / 128);
  }
  bytes[at++] = rest;
  return at;
}

function writeHeaders(bytes: Buffer, at: number, headers: Headers): number {
  for (const name in headers) at = writeText(bytes, writeText(bytes, at, name), headers[name]!);
  return at;
}

function writeText(bytes: Buffer, at: number, text: string): number {
  if (text.length <= SHORT) {
    const end = writeAscii(bytes, at, text);
    if (end !== null) return end;
  }
  // Most are ASCII: written behind a length of that size, and moved where it takes another.
  const guess = at + sizeOfLength(text.length);
  const length = bytes.write(text, guess, 'utf8');
  const from = at + sizeOfLength(length);
  if (from !== guess) bytes.copyWithin(from, guess, guess + length);
  return writeLength(bytes, at, length) + length;
}

/** `null`: not all of it is ASCII. */
function writeAscii(bytes: Buffer, at: number, text: string): number | null {
  const { length } = text;
  const from = writeLength(bytes, at, length);
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 127) return null;
    bytes[from + index] = unit;
  }
  return from + length;
}

function writeBytes(bytes: Buffer, at: number, data: Uint8Array): number {
  const from = writeLength(bytes, at, data.length);
  bytes.set(data, from);
  return from + data.length;
}
