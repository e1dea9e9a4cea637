// Runs the launcher as a person does, and watches what it says and leaves behind.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../scripts/house/paths.ts';

export interface Launch {
  readonly pid: number;
  /** Everything on stdout and stderr so far. */
  said(): string;
  /** Resolves with the exit status; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Resolves when `text` was said; rejects when it ended without, or after two minutes. */
  untilSaid(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

export function launch(environment: Readonly<Record<string, string>>): Launch {
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', 'scripts/start.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], SANDBOX_RECORDS: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(() => (hasEnded = true));
  return {
    pid: child.pid ?? -1,
    said: () => said,
    ended,
    untilSaid: async (text) => {
      const deadline = Date.now() + 120_000;
      while (!said.includes(text)) {
        if (hasEnded || Date.now() > deadline) throw new Error(`never said \`${text}\` but:\n${said}`);
        await sleep(50);
      }
    },
    kill: (signal) => child.kill(signal),
  };
}

/** Ids of the processes a launcher started that are still there, the warden among them; `launcher` itself is not. */
export function wardsOf(dataDir: string, launcher: number): number[] {
  const lock = JSON.parse(readFileSync(join(dataDir, 'house.lock'), 'utf8')) as { wards: { pid: number }[] };
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === launcher);
  return [...new Set([...lock.wards.map(({ pid }) => pid), ...children.map(Number)])];
}

/** Resolves when none of the processes is there any more; rejects after `patienceMs`. */
export async function untilGone(pids: readonly number[], patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const left = pids.filter(isThere);
    if (left.length === 0) return;
    if (Date.now() > deadline)
      throw new Error(`still there after ${patienceMs} ms: ${left.map(commandOf).join(' | ')}`);
    await sleep(50);
  }
}

function stat(pid: number | string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

const parentOf = (pid: string) => Number(stat(pid)[1] ?? -1);
const isThere = (pid: number) => ![undefined, 'Z', 'X'].includes(stat(pid)[0]);

function commandOf(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 80)}`;
  } catch {
    return String(pid);
  }
}
