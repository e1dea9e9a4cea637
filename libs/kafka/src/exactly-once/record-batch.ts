// A batch of records as it goes to one partition (magic 2): compressed, of one producer's transaction, with its checksum.
import { zstdCompressSync } from 'node:zlib';
import { crc32c } from '@platformatic/kafka';
import type { WrittenRecords } from './record-buffer.js';

/** Who produces, and where in its sequence the batch stands. */
export interface BatchOrigin {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  /** Epoch milliseconds of every record. */
  readonly timestamp: number;
}

const HEAD_BYTES = 61;
/** What the length counts begins here, the checksum's own field here, what it is taken of here. */
const AFTER_LENGTH = 12;
const CHECKSUM = 17;
const CHECKED = 21;
const MAGIC = 2;
const ZSTD = 4;
const TRANSACTIONAL = 1 << 4;

/** Of the output's buffer, at least. */
const LEAST_CHUNK = 512;

/**
 * Compresses here and now: handed to another thread it costs twice the processor's time, and what each call keeps outside
 * of the heap until it is done makes V8 collect all of it, over and over. The size told beforehand keeps its tables small.
 */
export function compressRecords({ count, bytes }: WrittenRecords): WrittenRecords {
  const { length } = bytes;
  return {
    count,
    bytes: zstdCompressSync(bytes, { pledgedSrcSize: length, chunkSize: Math.max(LEAST_CHUNK, length >> 2) }),
  };
}

/** The batch of compressed records. Never throws. */
export function batchOf({ count, bytes }: WrittenRecords, origin: BatchOrigin): Buffer {
  const batch = Buffer.allocUnsafe(HEAD_BYTES + bytes.length);
  batch.writeBigInt64BE(0n, 0); // first offset: the broker's to give
  batch.writeInt32BE(batch.length - AFTER_LENGTH, 8);
  batch.writeInt32BE(-1, AFTER_LENGTH); // leader epoch: the broker's to give
  batch.writeInt8(MAGIC, 16);
  batch.writeInt16BE(ZSTD | TRANSACTIONAL, CHECKED);
  batch.writeInt32BE(count - 1, 23);
  batch.writeBigInt64BE(BigInt(origin.timestamp), 27);
  batch.writeBigInt64BE(BigInt(origin.timestamp), 35);
  batch.writeBigInt64BE(origin.producerId, 43);
  batch.writeInt16BE(origin.producerEpoch, 51);
  batch.writeInt32BE(origin.firstSequence, 53);
  batch.writeInt32BE(count, 57);
  bytes.copy(batch, HEAD_BYTES);
  batch.writeUInt32BE(crc32c(batch.subarray(CHECKED)) >>> 0, CHECKSUM);
  return batch;
}

/** The sequence `count` records on: it begins again at 0 after 2³¹ − 1. */
export function sequenceAfter(sequence: number, count: number): number {
  return (sequence + count) % 2 ** 31;
}
