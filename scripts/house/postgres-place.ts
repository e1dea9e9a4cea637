// Where PostgreSQL can live. It refuses to run as root, so for root it runs as another user, who must be able to walk there.
import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HouseError, codeOf } from './house-error.ts';

/** Where root may keep what another user must reach. */
const OPEN_PLACE = '/var/lib/joint-use-gateway';

export interface Runner {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** Whom PostgreSQL runs as: undefined is the user who starts it. */
export function postgresRunner(): Runner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }).trim());
      return { uid: id('-u'), gid: id('-g'), name };
    } catch {
      // Not on this machine.
    }
  }
  throw new HouseError(
    'PostgreSQL cannot run as root and there is no user `postgres` or `nobody`: start as an ordinary user',
  );
}

/** The first folder on the way to `path` (itself included) that `runner` may not enter. */
export function barredFolder(path: string, runner: Runner | undefined): string | undefined {
  if (!runner) return undefined;
  const folders: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    folders.unshift(at);
    if (at === dirname(at)) break;
  }
  return folders.find((folder) => {
    if (!existsSync(folder)) return false;
    const { mode, uid, gid } = statSync(folder);
    if (uid === runner.uid) return (mode & 0o100) === 0;
    if (gid === runner.gid) return (mode & 0o010) === 0;
    return (mode & 0o001) === 0;
  });
}

/** The data folder of PostgreSQL (it need not exist yet); a link to the open place where `runner` cannot reach the wanted one. */
export function placeData(dataDir: string, runner: Runner | undefined, say: (line: string) => void): string {
  const wanted = join(dataDir, 'postgres');
  const isLink = lstatSync(wanted, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (isLink) return readlinkSync(wanted);
  let barred = barredFolder(dataDir, runner);
  if (barred === resolve(dataDir)) {
    // The folder is the house's own, and what is in it has modes of its own: others may pass, not look.
    chmodSync(barred, statSync(barred).mode | 0o001);
    barred = barredFolder(dataDir, runner);
  }
  if (!barred || !runner) return wanted;
  if (existsSync(wanted)) throw cannotEnter(runner, barred);
  const place = join(openPlace(runner, barred), randomUUID());
  symlinkSync(place, wanted);
  say(`user \`${runner.name}\` may not enter \`${barred}\`, so PostgreSQL keeps its data in \`${place}\``);
  return place;
}

/** The folder of the binaries; a copy in the open place where `runner` cannot reach the installed one. */
export function placeBinaries(installed: string, version: string, runner: Runner | undefined): string {
  const barred = barredFolder(join(installed, 'bin'), runner);
  if (!barred || !runner) return installed;
  const place = join(openPlace(runner, barred), `postgresql-${version}`);
  if (existsSync(place)) return place;
  const draft = `${place}.${process.pid}`;
  cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}

/** Makes a folder the runner owns. */
export function makeOwned(dir: string, runner: Runner | undefined): void {
  mkdirSync(dir, { mode: 0o700 });
  if (runner) chownSync(dir, runner.uid, runner.gid);
}

function openPlace(runner: Runner, barred: string): string {
  try {
    mkdirSync(OPEN_PLACE, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw cannotEnter(runner, barred, codeOf(error));
  }
  if (barredFolder(OPEN_PLACE, runner)) throw cannotEnter(runner, barred);
  return OPEN_PLACE;
}

function cannotEnter(runner: Runner, barred: string, code?: string): HouseError {
  const also = code ? `, and \`${OPEN_PLACE}\` cannot be made (${code})` : '';
  return new HouseError(
    `PostgreSQL runs as user \`${runner.name}\`, who may not enter \`${barred}\`${also}: run \`chmod o+x ${barred}\`, or set DATA_DIR to a folder open to all`,
  );
}
