// Cursors: how far one member has read one stream, signed so that nobody makes or moves one.
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Place } from '#kafka';
import { GatewayError } from '#wire';

/** Whose cursor it is. */
export interface CursorOwner {
  readonly stream: string;
  /** Recipient id of the member. */
  readonly party: string;
}

export interface Cursors {
  seal(owner: CursorOwner, place: Place): string;
  /**
   * The place of a cursor sealed for this owner. Throws `GW_INVALID_CURSOR` for anything this house has not sealed,
   * `GW_FOREIGN_CURSOR` for what it sealed for another member or stream.
   */
  open(owner: CursorOwner, cursor: string): Place;
}

/** version · owner · topic id · offsets, big-endian · HMAC-SHA-256 over all before it; base64url without padding. */
const VERSION = 1;
const OWNER_BYTES = 16;
const TOPIC_BYTES = 16;
const OFFSET_BYTES = 8;
const MAC_BYTES = 32;
const HEAD_BYTES = 1 + OWNER_BYTES + TOPIC_BYTES;
const MOST_PARTITIONS = 512;
const MOST_LENGTH = Math.ceil(((HEAD_BYTES + MOST_PARTITIONS * OFFSET_BYTES + MAC_BYTES) * 4) / 3);

/** `secret`: 32 bytes of base64url, the same in every process that serves the stream. */
export function createCursors(secret: string): Cursors {
  const macOf = keyed(secret, 'cursor');
  const digestOf = keyed(secret, 'cursor-owner');
  const ownerOf = ({ stream, party }: CursorOwner) =>
    digestOf(Buffer.from(JSON.stringify([stream, party]))).subarray(0, OWNER_BYTES);

  return {
    seal(owner, { topicId, offsets }) {
      const body = Buffer.alloc(HEAD_BYTES + offsets.length * OFFSET_BYTES);
      body.writeUInt8(VERSION);
      ownerOf(owner).copy(body, 1);
      body.write(topicId.replaceAll('-', ''), 1 + OWNER_BYTES, 'hex');
      offsets.forEach((offset, partition) => body.writeBigUInt64BE(offset, HEAD_BYTES + partition * OFFSET_BYTES));
      return Buffer.concat([body, macOf(body)]).toString('base64url');
    },
    open(owner, cursor) {
      const bytes = Buffer.from(cursor.slice(0, MOST_LENGTH + 1), 'base64url');
      const body = bytes.subarray(0, Math.max(0, bytes.length - MAC_BYTES));
      const isOurs =
        body.length > HEAD_BYTES &&
        (body.length - HEAD_BYTES) % OFFSET_BYTES === 0 &&
        // One text for one cursor: base64url has others that read the same.
        bytes.toString('base64url') === cursor &&
        timingSafeEqual(macOf(body), bytes.subarray(body.length));
      if (!isOurs || body[0] !== VERSION) throw new GatewayError('GW_INVALID_CURSOR');
      if (!timingSafeEqual(ownerOf(owner), body.subarray(1, 1 + OWNER_BYTES))) {
        throw new GatewayError('GW_FOREIGN_CURSOR');
      }
      const topicId = body.toString('hex', 1 + OWNER_BYTES, HEAD_BYTES);
      const count = (body.length - HEAD_BYTES) / OFFSET_BYTES;
      return {
        topicId: topicId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
        offsets: Array.from({ length: count }, (_, partition) =>
          body.readBigUInt64BE(HEAD_BYTES + partition * OFFSET_BYTES),
        ),
      };
    },
  };
}

function keyed(secret: string, use: string): (content: Buffer) => Buffer {
  const derived = hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', `joint-use-gateway/1/${use}`, MAC_BYTES);
  const key = createSecretKey(Buffer.from(derived));
  return (content) => createHmac('sha256', key).update(content).digest();
}
