// The last spans and metrics of a process that ends: sent on if the collector takes them at once.
const FLUSH = Symbol.for('joint-use-gateway.flush');
const meeting = globalThis as { [FLUSH]?: () => Promise<unknown> };

/** How long the end waits for a collector. */
const WITHIN_MS = 1_000;

/** Telemetry says how the last of it is sent. The preload and the app may load this file as two instances. */
export function provideFlush(flush: () => Promise<unknown>): void {
  meeting[FLUSH] = flush;
}

/** Sends what is left, for a second at most. Never rejects. */
export async function flushTelemetry(): Promise<void> {
  const flush = meeting[FLUSH];
  if (!flush) return;
  const late = new Promise<void>((resolve) => setTimeout(resolve, WITHIN_MS).unref());
  await Promise.race([late, flush().catch(() => undefined)]);
}
