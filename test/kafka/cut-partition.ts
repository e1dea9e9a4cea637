// What a broker does not have any more that died before its last records were on its disk: the end of a partition.
import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** Offset of a batch's first record, and its length behind these two. */
const OFFSET = 0;
const LENGTH = 8;
const HEAD = 12;

/** Takes away every batch of the partition that begins at `from` or later. The broker must not run. */
export function cutPartition(dataDir: string, topic: string, partition: number, from: bigint): void {
  const folder = join(dataDir, 'kafka', 'data', `${topic}-${partition}`);
  const [segment] = readdirSync(folder).filter((name) => name.endsWith('.log'));
  const file = join(folder, segment!);
  const log = readFileSync(file);
  let at = 0;
  while (at + HEAD <= log.length && log.readBigInt64BE(at + OFFSET) < from) at += HEAD + log.readInt32BE(at + LENGTH);
  truncateSync(file, at);
}
