// Work that many ask for at once: one after another, and what comes next serves all who asked meanwhile.

/** Runs `work` by itself. Who asks while it runs shares one more run that begins after it, and so sees whatever they have added. */
export function inTurns<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  return function ask(): Promise<T> {
    if (running === null) {
      running = work().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return ask();
      });
    return next;
  };
}
