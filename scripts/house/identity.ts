// Who a process is: its id and when it started, since ids come round again.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Identity {
  readonly pid: number;
  /** Opaque; equal for the same process, other for the next one with its id. */
  readonly started: string;
}

/** The identity of a live process, or undefined. A zombie does not live. Never throws. */
export function identityOf(pid: number): Identity | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : { pid, started: fields[19] ?? '' };
    }
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return started === '' ? undefined : { pid, started };
  } catch {
    return undefined;
  }
}

export function isAlive(identity: Identity): boolean {
  return identityOf(identity.pid)?.started === identity.started;
}

/** Sends `signal`, waits, and sends SIGKILL to what is left. A process that is not the same any more is left alone. */
export async function endProcess(identity: Identity, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  if (!isAlive(identity)) return;
  send(identity.pid, signal);
  // A process that was frozen must be woken to hear of it.
  send(identity.pid, 'SIGCONT');
  const deadline = Date.now() + patienceMs;
  while (isAlive(identity) && Date.now() < deadline) await sleep(20);
  while (isAlive(identity)) {
    send(identity.pid, 'SIGKILL');
    await sleep(20);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}
