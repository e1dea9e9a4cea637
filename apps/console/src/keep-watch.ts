// What goes on by itself: facts left in the outbox, contracts that end by their date, rights that drifted.
import type { Logger } from '#process';

export interface Watch {
  close(): Promise<void>;
}

const EVERY_MS = 2_000;

/** Does `work` again and again, one after another, through every fault, until closed. */
export function keepWatch(work: () => Promise<void>, logger: Logger, everyMs: number = EVERY_MS): Watch {
  let closed = false;
  let wake: () => void = () => undefined;
  const running = (async () => {
    while (!closed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (closed) return;
      try {
        await work();
      } catch (err) {
        logger.warn({ event: 'watch-failed', err });
      }
    }
  })();
  return {
    async close() {
      closed = true;
      wake();
      await running;
    },
  };
}
