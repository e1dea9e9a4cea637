// One gatekeeper as a process of its own: started bare, so that it can be killed, frozen and started again at will.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '../../scripts/house/house.ts';
import { ROOT } from '../../scripts/house/paths.ts';

/** One run of a gatekeeper. */
export interface GatekeeperRun {
  readonly pid: number;
  readonly url: string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with how it ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Throws, with its last words, when it has ended instead. */
  isReady(): Promise<boolean>;
  /** True while it is stopped by SIGSTOP. */
  isFrozen(): boolean;
}

export interface RunOptions {
  readonly slot: number;
  readonly port: number;
  readonly kafka: { readonly brokers: readonly string[]; readonly password: string };
  readonly pseudonymSecret: string;
  /** Whose certificates count. */
  readonly certifier: string;
  /** Preloads OpenTelemetry, as the house does. */
  readonly telemetry: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly hear: (line: LogLine) => void;
}

/** Starts it and waits for nothing. */
export function startRun({ slot, port, kafka, telemetry, env, hear, ...more }: RunOptions): GatekeeperRun {
  const preload = telemetry ? ['--import', join(ROOT, 'dist', 'libs', 'process', 'src', 'telemetry.js')] : [];
  const main = join(ROOT, 'dist', 'apps', 'gatekeeper', 'src', 'main.js');
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', ...preload, main], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      KAFKA_BROKERS: kafka.brokers.join(','),
      KAFKA_USERNAME: 'app-gatekeeper',
      KAFKA_PASSWORD: kafka.password,
      PSEUDONYM_SECRET: more.pseudonymSecret,
      CERTIFICATE_PUBLIC_KEY: more.certifier,
      GATEKEEPER_SLOT: `gatekeeper-${slot}`,
      ...env,
    },
  });
  const said: string[] = [];
  for (const stream of ['stdout', 'stderr'] as const) {
    createInterface({ input: child[stream] }).on('line', (line) => {
      said.push(line);
      hear({ process: `gatekeeper-${slot}`, stream, line });
    });
  }
  const mustRun = () => {
    if (child.exitCode === null && child.signalCode === null) return;
    throw new Error(`gatekeeper-${slot} has ended: ${said.slice(-3).join(' | ')}`);
  };
  return {
    pid: child.pid ?? -1,
    url: `http://127.0.0.1:${port}`,
    kill: (signal) => child.kill(signal),
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal }))),
    isReady: async () => {
      mustRun();
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
      await answer?.body?.cancel();
      return answer?.status === 200;
    },
    isFrozen: () => {
      mustRun();
      const status = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      return status.slice(status.lastIndexOf(')') + 2).startsWith('T');
    },
  };
}

/** Asks again every 20 ms until it is so; throws with `what` after `withinMs`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
