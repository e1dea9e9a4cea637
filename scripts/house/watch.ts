// `npm run dev`: builds and restarts the apps when a source changes.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { APPS } from './apps.ts';
import { build } from './build.ts';
import type { House } from './house.ts';
import { ROOT } from './paths.ts';

const QUIET_MS = 200;

/** Gives what ends the watch. */
export function watchSources(house: House, say: (message: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();
  const rebuild = async () => {
    try {
      await build();
      await Promise.all(APPS.map(async (app) => house.processes.get(app)?.restart()));
      say('built and restarted');
    } catch (error) {
      say(error instanceof Error ? error.message : 'could not restart');
    }
  };
  const changed = (file: string | null) => {
    if (file?.endsWith('.spec.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      round = round.then(rebuild);
    }, QUIET_MS);
  };
  const watchers = ['apps', 'libs', 'policies', join('scripts', 'sandbox')].map((folder) =>
    watch(join(ROOT, folder), { recursive: true }, (_event, file) => changed(file)),
  );
  say('watching apps, libs and policies');
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
