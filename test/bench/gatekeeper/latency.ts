// From the instant a record is sent to the instant a read-committed reader has its release.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommittedReader } from '#kafka';
import { topicOf } from '#wire';
import { percentile } from '../pairs.ts';
import type { BenchRoom } from './bench-room.ts';
import { endsOf } from './outputs.ts';
import { benchRecords, STREAMS } from './workload.ts';

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** The Company's stream: every record of the bench is released on it. */
const STREAM = STREAMS.find(({ audience }) => audience === 'bmw-japan')!;
const BEAT_MS = 10;
const SETTLE_MS = 500;
/** Not measured: a reader first looks at the beginning of its topic, and what comes meanwhile waits for it. */
const LEAD_IN_S = 1;
const PATIENCE_MS = 15_000;
let sentEver = 0;

/** Sends `perSecond` records a second, to a contender that has nothing else to do, and measures `seconds` of it. */
export async function measureLatency(
  room: BenchRoom,
  input: string,
  perSecond: number,
  seconds: number,
): Promise<Latency> {
  const topic = topicOf(STREAM.id);
  const ends = (await endsOf(room)).get(topic)!;
  const sentAt = new Map<string, number>();
  const took: number[] = [];
  let from = Infinity;
  const reader = createCommittedReader(room.house.kafkaAdmin, {
    group: `bench.${randomUUID()}`,
    topics: [topic],
    position: (_topic, partition) => Promise.resolve(ends[partition] ?? 0n),
    eachBatch: ({ messages }) => {
      const now = performance.now();
      for (const { key } of messages) {
        const at = sentAt.get(String(key));
        if (at !== undefined && at >= from) took.push(now - at);
        sentAt.delete(String(key));
      }
      return Promise.resolve();
    },
  });
  try {
    while (!reader.ready()) await sleep(BEAT_MS);
    await sleep(SETTLE_MS);
    const count = perSecond * (LEAD_IN_S + seconds);
    const records = benchRecords(count, 10_000_000 + sentEver);
    sentEver += count;
    const outward = records.map(({ dealerCode, recordId }) =>
      room.keys.outwardRecordId(STREAM.audience, dealerCode, recordId),
    );
    const began = performance.now();
    from = began + LEAD_IN_S * 1_000;
    const sending: Promise<void>[] = [];
    for (let next = 0; next < count; ) {
      const due = Math.min(count, Math.ceil(((performance.now() - began) / 1000) * perSecond));
      if (due > next) {
        const now = performance.now();
        for (let n = next; n < due; n += 1) sentAt.set(outward[n]!, now);
        sending.push(room.send(input, records.slice(next, due)));
        next = due;
      }
      await sleep(BEAT_MS);
    }
    await Promise.all(sending);
    const deadline = performance.now() + PATIENCE_MS;
    while (sentAt.size > 0 && performance.now() < deadline) await sleep(BEAT_MS);
    if (sentAt.size > 0) throw new Error(`${sentAt.size} records were not released in time`);
  } finally {
    await reader.stop();
  }
  return { p50: percentile(took, 50), p99: percentile(took, 99) };
}
