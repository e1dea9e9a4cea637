// Records of one partition (magic 2), written flat one behind another: no object for a record or a field.
import type { OutMessage } from '../out-message.js';

/** Records of one batch, compressed or not. */
export interface WrittenRecords {
  readonly count: number;
  readonly bytes: Buffer;
}

const FIRST_BYTES = 1 << 14;
/** Most records hold 64 to 8,191 bytes: their length then takes two. */
const LENGTH_BYTES = 2;
/** Bytes of a varint, at most. */
const VARINT = 5;
/** UTF-8 bytes of a UTF-16 unit, at most. */
const UNIT_BYTES = 3;
/** A text as short is written unit by unit; beyond it the platform's writer costs less. */
const SHORT = 128;

type Headers = Readonly<Record<string, string>>;

/** Bytes of headers that many messages share, made once for each such object. */
const shared = new WeakMap<Headers, WrittenRecords>();

/** Bytes of a length written as a zigzag varint. */
function sizeOfLength(length: number): number {
  let size = 1;
  for (let rest = length * 2; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Grows as it is written to, and keeps what it has grown to. Throws nothing but for memory. */
export class RecordBuffer {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #at = 0;
  #count = 0;

  /** Those written since the last `clear`. The bytes are this buffer's own: they change when it is written to again. */
  get written(): WrittenRecords {
    return { count: this.#count, bytes: this.#bytes.subarray(0, this.#at) };
  }

  clear(): void {
    this.#at = 0;
    this.#count = 0;
  }

  /** `key`: the message's, as bytes. `false`: it would take what stands here over `limit` bytes, and was not written. */
  append(message: OutMessage, key: Uint8Array, limit: number): boolean {
    const from = this.#at;
    this.#writeRecord(message, key);
    if (this.#at > limit && this.#count > 0) {
      this.#at = from;
      return false;
    }
    this.#count += 1;
    return true;
  }

  #writeRecord({ value, headers, sharedHeaders }: OutMessage, key: Uint8Array): void {
    const common = sharedHeaders === undefined ? undefined : this.#sharedBytes(sharedHeaders);
    this.#reserve(LENGTH_BYTES + 4 * VARINT);
    this.#at += LENGTH_BYTES;
    const from = this.#at;
    this.#bytes[this.#at++] = 0; // attributes
    this.#bytes[this.#at++] = 0; // of the batch's own timestamp
    this.#writeLength(this.#count);
    this.#writeBytes(key);
    if (typeof value === 'string') this.#writeText(value);
    else this.#writeBytes(value);
    this.#reserve(VARINT + (common?.bytes.length ?? 0));
    this.#writeLength(countOf(headers) + (common?.count ?? 0));
    if (common) {
      this.#bytes.set(common.bytes, this.#at);
      this.#at += common.bytes.length;
    }
    if (headers) this.#writeHeaders(headers);
    const length = this.#at - from;
    const move = sizeOfLength(length) - LENGTH_BYTES;
    if (move !== 0) {
      this.#reserve(VARINT);
      this.#bytes.copyWithin(from + move, from, this.#at);
    }
    this.#at = from - LENGTH_BYTES;
    this.#writeLength(length);
    this.#at += length;
  }

  #sharedBytes(headers: Headers): WrittenRecords {
    const known = shared.get(headers);
    if (known) return known;
    const from = this.#at;
    this.#writeHeaders(headers);
    const made = { count: countOf(headers), bytes: Buffer.from(this.#bytes.subarray(from, this.#at)) };
    this.#at = from;
    shared.set(headers, made);
    return made;
  }

  #writeHeaders(headers: Headers): void {
    for (const name in headers) {
      this.#writeText(name);
      this.#writeText(headers[name]!);
    }
  }

  #writeLength(length: number): void {
    let rest = length * 2;
    while (rest > 127) {
      this.#bytes[this.#at++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at++] = rest;
  }

  #writeText(text: string): void {
    this.#reserve(text.length * UNIT_BYTES + VARINT);
    if (text.length <= SHORT && this.#writeShort(text)) return;
    const length = Buffer.byteLength(text);
    this.#writeLength(length);
    this.#at += this.#bytes.write(text, this.#at, length === text.length ? 'latin1' : 'utf8');
  }

  /** `false`: not all of it is ASCII, and nothing was written. */
  #writeShort(text: string): boolean {
    const bytes = this.#bytes;
    const start = this.#at;
    this.#writeLength(text.length);
    const from = this.#at;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 127) {
        this.#at = start;
        return false;
      }
      bytes[from + index] = unit;
    }
    this.#at = from + text.length;
    return true;
  }

  #writeBytes(data: Uint8Array): void {
    this.#reserve(data.length + VARINT);
    this.#writeLength(data.length);
    this.#bytes.set(data, this.#at);
    this.#at += data.length;
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}

function countOf(headers: Headers | undefined): number {
  let count = 0;
  for (const _name in headers) count += 1;
  return count;
}
