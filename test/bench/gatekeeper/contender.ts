// Who is measured: its group, the input it alone reads, and its processes; one run is a backlog worked off.
import type { Child } from '../../../scripts/house/child.ts';
import type { BenchRoom, Reading } from './bench-room.ts';
import { paceOf, type Pace } from './pace.ts';
import type { BenchRecord } from './workload.ts';

export interface Contender extends Reading {
  readonly children: readonly Child[];
}

/** Records of a run that are not measured: the first so many, the last so many. */
export interface Unmeasured {
  readonly leadIn: number;
  readonly leadOut?: number;
}

/** Its processes stand still until all records are there. */
export async function workOff(
  room: BenchRoom,
  { input, group, children }: Contender,
  records: readonly BenchRecord[],
  { leadIn, leadOut = 0 }: Unmeasured,
): Promise<Pace> {
  const before = room.sent(input);
  for (const child of children) child.kill('SIGSTOP');
  try {
    await room.send(input, records);
  } finally {
    for (const child of children) child.kill('SIGCONT');
  }
  const progress = await room.watch({ input, group }, children);
  return paceOf(progress, before + leadIn, before + records.length - leadOut);
}

export async function stopAll(contenders: readonly Contender[]): Promise<void> {
  await Promise.all(contenders.flatMap(({ children }) => children).map((child) => child.stop()));
}
