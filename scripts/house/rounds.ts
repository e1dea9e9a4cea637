// The processes of one house: started by name, killed, started again; the lock and the warden always know who runs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Child, Ending, Run } from './child.ts';
import type { Ward } from './end-wards.ts';
import { nodeEnvironment } from './environment.ts';
import { identityOf } from './identity.ts';
import type { Lock } from './lock.ts';

/** A process of the house by its name: the same handle across its restarts. */
export interface HouseProcess {
  readonly name: string;
  /** Id of the present run; of the last one when it has ended. */
  pid(): number;
  isRunning(): boolean;
  /** Resolves when the present run has ended. */
  ended(): Promise<Ending>;
  /** Sends the signal; for SIGKILL and such await {@link ended}. */
  kill(signal: NodeJS.Signals): void;
  /** Ends it the way it likes to end. */
  stop(): Promise<Ending>;
  /** Starts it, if it does not run, on the same data; resolves when it is ready. */
  start(): Promise<void>;
  /** Stops and starts it. */
  restart(): Promise<void>;
}

export interface Rounds {
  readonly processes: ReadonlyMap<string, HouseProcess>;
  /** Adds a process and starts its first run. */
  add(name: string, run: Run): Promise<HouseProcess>;
  /** A run ended that nobody asked to end. */
  onLoss(listener: (process: HouseProcess, ending: Ending, tail: readonly string[]) => void): void;
  /** Lets the warden go: nothing runs any more. */
  close(): void;
}

export function makeRounds(lock: Lock): Rounds {
  const processes = new Map<string, HouseProcess>();
  const wards = new Map<string, Ward>();
  const listeners: ((process: HouseProcess, ending: Ending, tail: readonly string[]) => void)[] = [];
  const warden = spawn(process.execPath, [join(import.meta.dirname, 'warden.ts')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: nodeEnvironment(),
  });
  warden.stdin.on('error', () => undefined);
  warden.unref();
  const tellAll = () => {
    const list = [...wards.values()];
    lock.update(list);
    warden.stdin.write(`${JSON.stringify(list)}\n`);
  };

  const add: Rounds['add'] = async (name, run) => {
    let child: Child | undefined;
    const handle: HouseProcess = {
      name,
      pid: () => child?.pid ?? -1,
      isRunning: () => child?.isRunning() ?? false,
      ended: () => child?.ended ?? Promise.resolve({ code: null, signal: null }),
      kill: (signal) => child?.kill(signal),
      stop: async () => (child?.isRunning() ? child.stop() : { code: null, signal: null }),
      start: async () => {
        if (child?.isRunning()) return;
        await child?.ended;
        await run(adopt);
      },
      restart: async () => {
        await handle.stop();
        await handle.start();
      },
    };
    const adopt = (started: Child) => {
      child = started;
      const identity = identityOf(started.pid);
      if (identity) wards.set(name, { ...identity, name, stopSignal: started.stopSignal });
      tellAll();
      void started.ended.then((ending) => {
        if (child !== started) return;
        wards.delete(name);
        tellAll();
        if (!started.isStopping()) for (const listener of listeners) listener(handle, ending, started.tail());
      });
    };
    processes.set(name, handle);
    await handle.start();
    return handle;
  };
  return {
    processes,
    add,
    onLoss: (listener) => listeners.push(listener),
    close: () => {
      wards.clear();
      warden.stdin.end('[]\n');
    },
  };
}
