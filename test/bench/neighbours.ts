// How much of the machine went to others while the bench ran: what they take, a figure may lack.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const TICK_MS = 10;

/** Milliseconds of processor time, since the machine's start and since this process's own. */
export interface CpuTimes {
  /** Of everybody, on all cores. */
  readonly busyMs: number;
  /** Taken by other machines on the same iron. */
  readonly stolenMs: number;
  /** Of this process and of all it started that has ended. */
  readonly ownMs: number;
  readonly at: number;
}

/** From the text of `/proc/stat` and of `/proc/self/stat`, at `at` milliseconds. */
export function readCpuTimes(stat: string, selfStat: string, at: number): CpuTimes {
  const [user, nice, system, , , irq, softirq, steal] = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').map(Number);
  const own = selfStat
    .slice(selfStat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
  return {
    busyMs: (user! + nice! + system! + irq! + softirq!) * TICK_MS,
    stolenMs: steal! * TICK_MS,
    ownMs: own.reduce((sum, ticks) => sum + ticks, 0) * TICK_MS,
    at,
  };
}

/** The share of the machine, 0 to 1, that others had between two looks: its other processes, and other machines. */
export function shareOfOthers(from: CpuTimes, to: CpuTimes, cores: number): number {
  const others = to.busyMs - from.busyMs - (to.ownMs - from.ownMs) + to.stolenMs - from.stolenMs;
  return Math.max(0, others / ((to.at - from.at) * cores));
}

/** Begins to look. What it gives is asked once all that was started has ended; `null` where there is no `/proc`. */
export function watchNeighbours(): () => number | null {
  const look = (): CpuTimes | null => {
    try {
      return readCpuTimes(
        readFileSync('/proc/stat', 'utf8'),
        readFileSync('/proc/self/stat', 'utf8'),
        performance.now(),
      );
    } catch {
      return null;
    }
  };
  const from = look();
  return () => {
    const to = look();
    return from && to && shareOfOthers(from, to, cpus().length);
  };
}
