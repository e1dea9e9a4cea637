// The machine a result belongs to, and what ran on it.
import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** `null`: there is none. */
  readonly java: string | null;
  /** Short commit hash, with `+` where files differ from it; `null` outside a checkout. */
  readonly commit: string | null;
}

const said = (file: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: import.meta.dirname, encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}`.trim() : null;
};

/** Asks the machine. Never throws. */
export function readMachine(): Machine {
  const commit = said('git', 'rev-parse', '--short=12', 'HEAD');
  const javaHome = process.env['JAVA_HOME'];
  const java = said(javaHome ? `${javaHome}/bin/java` : 'java', '-version');
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    java: /version "([^"]+)"/.exec(java ?? '')?.[1] ?? null,
    commit: commit === null ? null : commit + (said('git', 'status', '--porcelain') === '' ? '' : '+'),
  };
}
