// How long a house takes from nothing running to every app ready: with an empty data folder, and again on what it left.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHouse } from '../../../scripts/house/house.ts';
import { freePortBase } from '../../../scripts/house/ports.ts';
import { spreadOf } from '../pairs.ts';
import type { Measure } from '../part.ts';

const MOST = 5;

export const measure: Measure = async ({ quick, pairs, signal, onProgress }) => {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 1; round <= (quick ? 1 : Math.min(pairs, MOST)); round += 1) {
    const dataDir = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
    chmodSync(dataDir, 0o755);
    try {
      first.push(await secondsToReady(dataDir, signal));
      again.push(await secondsToReady(dataDir, signal));
      onProgress(`round ${round}: ${first.at(-1)!.toFixed(1)} s, again ${again.at(-1)!.toFixed(1)} s`);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return {
    ratios: {},
    figures: { 'start.first': { ...spreadOf(first), unit: 's' }, 'start.again': { ...spreadOf(again), unit: 's' } },
  };
};

async function secondsToReady(dataDir: string, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const portBase = await freePortBase();
  const startedAt = performance.now();
  const house = await startHouse({ portBase, dataDir, signal });
  const seconds = (performance.now() - startedAt) / 1_000;
  await house.stop();
  return seconds;
}
