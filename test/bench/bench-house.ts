// The house the parts of the bench share: each says which apps are to run, its folder goes with it.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APPS } from '../../scripts/house/apps.ts';
import { startHouse, type App, type House } from '../../scripts/house/house.ts';
import { freePortBase } from '../../scripts/house/ports.ts';

export interface SharedHouse {
  /** Ends the house that stands; gives the seconds until every app of a new one is ready, with an empty data folder. */
  startNew(): Promise<number>;
  /** Ends the house that stands; gives the seconds until every app is ready again on the folder it left. */
  startAgain(): Promise<number>;
  /** The house with these apps running and no other; the first to ask starts it. */
  withApps(apps: readonly App[]): Promise<House>;
  /** Ends the house and removes its folder. */
  close(): Promise<void>;
}

/** Starts nothing yet. `signal` gives up a start half way. */
export function createSharedHouse(signal: AbortSignal): SharedHouse {
  let dataDir: string | undefined;
  let house: House | undefined;

  const start = async (): Promise<number> => {
    signal.throwIfAborted();
    if (dataDir === undefined) {
      dataDir = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
      chmodSync(dataDir, 0o755);
    }
    const portBase = await freePortBase();
    const startedAt = performance.now();
    house = await startHouse({ portBase, dataDir, signal });
    return (performance.now() - startedAt) / 1_000;
  };
  const close = async (): Promise<void> => {
    await house?.stop();
    house = undefined;
    if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
    dataDir = undefined;
  };

  return {
    async startNew() {
      await close();
      return start();
    },
    async startAgain() {
      await house?.stop();
      return start();
    },
    async withApps(wanted) {
      if (house === undefined) await start();
      const standing = house!;
      await Promise.all(
        APPS.map(async (app) => {
          const process = standing.process(app);
          await (wanted.includes(app) ? process.start() : process.stop());
        }),
      );
      return standing;
    },
    close,
  };
}
