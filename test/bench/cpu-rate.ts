// How fast work in this process goes, by its CPU time: a busy neighbour costs a wait, not work.

/** CPU milliseconds of this process, its helpers for garbage and compilation included. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Pieces per second of CPU time of `each`, over the work again and again from its beginning, for at least `leastMs`. */
export function cpuRate<Piece>(work: readonly Piece[], leastMs: number, each: (piece: Piece) => void): number {
  const startedAt = cpuMs();
  let [done, elapsedMs] = [0, 0];
  while (elapsedMs < leastMs) {
    const piece = work[done % work.length];
    if (piece !== undefined) each(piece);
    done += 1;
    if (done % 20 === 0) elapsedMs = cpuMs() - startedAt;
  }
  return (done * 1_000) / elapsedMs;
}

/** Lets signals be heard between two runs. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
