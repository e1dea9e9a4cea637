// One house per data folder: the lock, and what the next start must know of the one before.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlreadyRunning, HouseError, codeOf } from './house-error.ts';
import { endWards, type Ward } from './end-wards.ts';
import { identityOf, isAlive, type Identity } from './identity.ts';

interface Entry {
  readonly holder: Identity;
  readonly urls: Readonly<Record<string, string>>;
  readonly wards: readonly Ward[];
}

export interface Lock {
  /** Records what runs now; the next start ends what outlived us. */
  update(wards: readonly Ward[]): void;
  release(): void;
}

/** Takes the lock, or throws {@link AlreadyRunning}. Ends processes an earlier house left behind first. */
export async function takeLock(dataDir: string, urls: Readonly<Record<string, string>>): Promise<Lock> {
  const file = join(dataDir, 'house.lock');
  const draft = `${file}.${process.pid}`;
  const holder = identityOf(process.pid);
  if (!holder) throw new HouseError('cannot read when this process started: is /proc mounted?');
  const write = (wards: readonly Ward[]) =>
    writeFileSync(draft, JSON.stringify({ holder, urls, wards } satisfies Entry), { mode: 0o600 });
  for (;;) {
    write([]);
    try {
      linkSync(draft, file);
      break;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    await clearStale(file, dataDir);
  }
  return {
    update: (wards) => {
      write(wards);
      renameSync(draft, file);
    },
    release: () => {
      if (readEntry(file)?.holder.started === holder.started) rmSync(file, { force: true });
    },
  };
}

async function clearStale(file: string, dataDir: string): Promise<void> {
  const entry = readEntry(file);
  if (entry && isAlive(entry.holder)) throw new AlreadyRunning(dataDir, entry.holder.pid, entry.urls);
  await endWards(entry?.wards ?? []);
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const taken = readEntry(aside);
  rmSync(aside, { force: true });
  // Between reading and renaming another start may have won: then what we hold is its lock, not the stale one.
  if (taken && isAlive(taken.holder)) {
    writeFileSync(file, JSON.stringify(taken), { mode: 0o600 });
    throw new AlreadyRunning(dataDir, taken.holder.pid, taken.urls);
  }
}

function readEntry(file: string): Entry | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Entry;
  } catch {
    return undefined;
  }
}
