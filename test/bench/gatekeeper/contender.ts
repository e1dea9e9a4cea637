// Who is measured: its group, the input it alone reads, and its processes; one run is a backlog worked off.
import type { Child } from '../../../scripts/house/child.ts';
import type { BenchRoom, Reading } from './bench-room.ts';
import { paceOf, type Pace } from './pace.ts';
import type { BenchRecord } from './workload.ts';

export interface Contender extends Reading {
  readonly children: readonly Child[];
}

/** Its processes stand still until all records are there; the first `leadIn` of them are not measured. */
export async function workOff(
  room: BenchRoom,
  { input, group, children }: Contender,
  records: readonly BenchRecord[],
  leadIn: number,
): Promise<Pace> {
  const before = room.sent(input);
  for (const child of children) child.kill('SIGSTOP');
  try {
    await room.send(input, records);
  } finally {
    for (const child of children) child.kill('SIGCONT');
  }
  return paceOf(await room.watch({ input, group }, children), before + leadIn);
}

export async function stopAll(contenders: readonly Contender[]): Promise<void> {
  await Promise.all(contenders.flatMap(({ children }) => children).map((child) => child.stop()));
}
