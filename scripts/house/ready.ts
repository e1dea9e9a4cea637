// Waits until an app says it is ready.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { HouseError } from './house-error.ts';

const PATIENCE_MS = 90_000;

/** Resolves at the first 200 of `/health/ready`; rejects when the app ends or takes too long, quoting its last line. */
export async function untilReady(child: Child, url: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let heard = 'no answer';
  while (Date.now() < deadline) {
    if (!child.isRunning()) {
      const { code, signal } = await child.ended;
      throw new HouseError(`${child.name} ended at its start (${signal ?? `exit ${code}`}): ${lastWord(child)}`);
    }
    try {
      const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      if (response.status === 200) return;
      heard = `status ${response.status}`;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  throw new HouseError(`${child.name} was not ready after ${PATIENCE_MS / 1000} s (${heard}): ${lastWord(child)}`);
}

function lastWord(child: Child): string {
  const lines = child.tail();
  const telling = lines.findLast((line) => /error|fatal|GW_|"level":[56]0/i.test(line) && !/^\s+at /.test(line));
  return telling ?? lines.at(-1) ?? `it said nothing (see logs/${child.name}.log in the data folder)`;
}
