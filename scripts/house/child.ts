// One child process: its lines, its end, how it is asked to stop.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';

export interface LogLine {
  /** `kafka`, `postgres`, `intake`, … */
  readonly process: string;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

export type LogSink = (line: LogLine) => void;

export interface Command {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** SIGTERM unless told. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to stop before it is killed; 10 s unless told. */
  readonly patienceMs?: number;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly stopSignal: NodeJS.Signals;
  /** Resolves when it has ended and all its lines were handed on. */
  readonly ended: Promise<Ending>;
  isRunning(): boolean;
  /** True once `stop` or `kill` was called: its end is no surprise. */
  isStopping(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Asks it to stop and waits; kills it when its patience is over. */
  stop(): Promise<Ending>;
  /** The last lines, newest last: what an error message quotes. */
  tail(): readonly string[];
}

/** Starts one run and resolves when it is ready; `onChild` is called as soon as there is a process. */
export type Run = (onChild: (child: Child) => void) => Promise<void>;

/** Starts it in a process group of its own, so that Ctrl-C in a terminal reaches the launcher alone. */
export function startChild(command: Command, sink: LogSink): Child {
  const { name, file, args, env, cwd, uid, gid, stopSignal = 'SIGTERM', patienceMs = 10_000 } = command;
  const child = spawn(file, args, {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  const tail: string[] = [];
  const read = async (stream: 'stdout' | 'stderr', input: Readable) => {
    for await (const line of createInterface({ input })) {
      if (tail.push(line) > 20) tail.shift();
      sink({ process: name, stream, line });
    }
  };
  const drained = Promise.allSettled([read('stdout', child.stdout), read('stderr', child.stderr)]);
  let running = child.pid !== undefined;
  let stopping = false;
  const exited = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      tail.push(error.message);
      resolve({ code: 127, signal: null });
    });
  }).finally(() => (running = false));
  // A grandchild may hold the pipes open: wait for the last lines, not for ever.
  const ended = exited.then(async (ending) => {
    await Promise.race([drained, sleep(500, undefined, { ref: false })]);
    return ending;
  });
  const kill = (signal: NodeJS.Signals) => {
    if (signal !== 'SIGCONT' && signal !== 'SIGSTOP') stopping = true;
    if (running) child.kill(signal);
  };
  return {
    name,
    pid: child.pid ?? -1,
    stopSignal,
    ended,
    isRunning: () => running,
    isStopping: () => stopping,
    kill,
    stop: async () => {
      kill(stopSignal);
      kill('SIGCONT');
      const late = setTimeout(() => kill('SIGKILL'), patienceMs);
      const ending = await ended;
      clearTimeout(late);
      return ending;
    },
    tail: () => tail,
  };
}
