// What the processes say: one file each under `<DATA_DIR>/logs`, the run before kept as `.previous`.
import { createWriteStream, existsSync, mkdirSync, renameSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { LogSink } from './child.ts';

export interface LogFiles {
  readonly dir: string;
  readonly sink: LogSink;
  close(): Promise<void>;
}

export function openLogFiles(dataDir: string, also?: LogSink): LogFiles {
  const dir = join(dataDir, 'logs');
  mkdirSync(dir, { recursive: true });
  const files = new Map<string, WriteStream>();
  const open = (name: string) => {
    const path = join(dir, `${name}.log`);
    if (existsSync(path)) renameSync(path, join(dir, `${name}.previous.log`));
    const file = createWriteStream(path, { mode: 0o600 });
    // A full disk must not take the house down by its logs.
    file.on('error', () => undefined);
    files.set(name, file);
    return file;
  };
  return {
    dir,
    sink: (entry) => {
      (files.get(entry.process) ?? open(entry.process)).write(`${entry.line}\n`);
      also?.(entry);
    },
    close: async () => {
      const closing = [...files.values()].map((file) => new Promise<void>((resolve) => file.end(() => resolve())));
      files.clear();
      await Promise.all(closing);
    },
  };
}
