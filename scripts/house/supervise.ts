// Starts again what ended by itself; gives up when it keeps ending.
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './house.ts';

const MOST_PER_MINUTE = 5;

/** `onGiveUp` is called once, with the name of what would not stay up. */
export function supervise(house: House, say: (message: string) => void, onGiveUp: (name: string) => void): void {
  const losses = new Map<string, number[]>();
  house.onLoss((lost, { code, signal }, tail) => {
    const now = Date.now();
    const recent = [...(losses.get(lost.name) ?? []), now].filter((at) => now - at < 60_000);
    losses.set(lost.name, recent);
    const how = signal ?? `exit ${code}`;
    const last = tail.at(-1);
    if (recent.length > MOST_PER_MINUTE) {
      say(`${lost.name} ended ${recent.length} times within a minute (${how})${last ? `: ${last}` : ''}`);
      onGiveUp(lost.name);
      return;
    }
    say(`${lost.name} ended (${how}), starting it again`);
    void (async () => {
      await sleep(100 * recent.length);
      if (house.isStopping()) return;
      await lost.start();
      say(`${lost.name} is ready again`);
    })().catch((error: unknown) => {
      if (house.isStopping()) return;
      say(error instanceof Error ? error.message : `${lost.name} could not be started`);
      onGiveUp(lost.name);
    });
  });
}
