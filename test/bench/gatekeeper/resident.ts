// What a gatekeeper holds in memory once it knows many customers' consents and has worked.
import { readFileSync } from 'node:fs';
import type { BenchRoom } from './bench-room.ts';
import { workOff } from './contender.ts';
import { GATE_READING, startGatekeeper } from './gatekeeper-contender.ts';
import type { BenchRecord } from './workload.ts';

/** Megabytes resident in a new gatekeeper after these records. No other may run. */
export async function residentMb(room: BenchRoom, records: readonly BenchRecord[]): Promise<number> {
  const child = await startGatekeeper(room);
  try {
    await workOff(room, { ...GATE_READING, children: [child] }, records, { leadIn: 0 });
    const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return (Number(kibibytes) * 1024) / 1e6;
  } finally {
    await child.stop();
  }
}
